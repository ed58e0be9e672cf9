-------------------------- MODULE NotificationMatrix --------------------------
(***************************************************************************)
(* The matrix: which notifications a kind of change asks for.              *)
(* "entry" is INVAL_ENTRY or DELETE, "attr" INVAL_INODE of the attributes, *)
(* the others INVAL_INODE with a range.                                    *)
(***************************************************************************)
Matrix == [
  CREATED    |-> <<"entry", "parent">>,
  LINKED     |-> <<"entry", "parent", "attr">>,
  UNLINKED   |-> <<"entry", "parent", "attr">>,
  RENAMED    |-> <<"entry", "newEntry", "parent", "newParent", "attr", "replaced">>,
  EXCHANGED  |-> <<"entry", "newEntry", "parent", "newParent", "attr", "replaced">>,
  WRITTEN    |-> <<"data">>,
  APPENDED   |-> <<"data">>,
  RESIZED    |-> <<"data">>,
  ATTRIBUTES |-> <<"attr">> ]
===============================================================================
