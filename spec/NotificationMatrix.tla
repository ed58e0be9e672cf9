-------------------------- MODULE NotificationMatrix --------------------------
(***************************************************************************)
(* The matrix: which notifications a kind of change asks for.  The code    *)
(* has it in NotificationRule, docs/coherence.md shows it; a test compares *)
(* the three.  Here ATTRIBUTES stands for all changes of attributes alone, *)
(* UNLINKED for REMOVED, and an append is a kind of its own.               *)
(*                                                                         *)
(* "entry" is INVAL_ENTRY or DELETE, "attr" INVAL_INODE of the attributes, *)
(* the others INVAL_INODE with a range.                                    *)
(***************************************************************************)

\* For each mount but the origin.
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

\* For the origin, where it cannot know.
OwnMatrix == [
  RENAMED    |-> <<"newEntry">>,
  EXCHANGED  |-> <<"entry", "newEntry">>,
  WRITTEN    |-> <<"data">>,
  APPENDED   |-> <<"data">> ]
===============================================================================
