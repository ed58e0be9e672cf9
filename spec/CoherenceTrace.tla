--------------------------- MODULE CoherenceTrace ---------------------------
(***************************************************************************)
(* Is what a real run wrote down a behaviour of the protocol?  A run of    *)
(* two mounts and the Java view leaves a trace: requests, replies with the *)
(* names and attributes that they carry, notifications, and the changes as *)
(* they were published.  TraceModule makes the module Trace of it.         *)
(*                                                                         *)
(* What the trace does not show is searched for: the moment at which a     *)
(* change was committed, before it was published; the moment at which a    *)
(* reply was true, after it was asked for.  If there are such moments, and *)
(* each notification that the matrix asks for was sent, the trace can be   *)
(* followed to its end; then "Unfinished" is violated, which is what the   *)
(* test demands.                                                           *)
(***************************************************************************)
EXTENDS Integers, Sequences, FiniteSets, TLC, NotificationMatrix, Trace

VARIABLES
  k,         \* the next event
  committed, \* changes, by the number of their event
  sampled,   \* replies that were true at one moment since they were asked for
  dir,       \* the truth: "parent/name" -> inode, or 0
  size,      \* inode -> size
  links,     \* inode -> link count
  dent,      \* per mount: what the kernel may believe of a name: inode, 0, or Unknown
  kattr,     \* per mount: what the kernel may believe of an inode: <<size, links>> or Unknown
  owed,      \* per mount: what is to be told, <<thing, change>>
  telling,   \* per mount: what the notification that is being written tells
  since,     \* per mount: at which event an inode was last invalidated; what had been asked for before
             \* that is not believed
  shared,    \* per mount: inodes of which another view has changed data
  held       \* per mount: inodes that the kernel has been handed and has not forgotten

vars == <<k, committed, sampled, dir, size, links, dent, kattr, owed, telling, since, shared, held>>

Unknown == -1
E == Trace[k]
At(e) == k <= Len(Trace) /\ E.e = e

Init ==
  /\ k = 1 /\ committed = {} /\ sampled = {}
  /\ dir = [n \in Keys |-> 0] /\ size = [i \in Inodes |-> 0] /\ links = [i \in Inodes |-> 0]
  /\ dent = [m \in Mounts |-> [n \in Keys |-> Unknown]]
  /\ kattr = [m \in Mounts |-> [i \in Inodes |-> <<Unknown, Unknown>>]]
  /\ owed = [m \in Mounts |-> {}] /\ telling = owed /\ shared = owed
  /\ since = [m \in Mounts |-> [i \in Inodes |-> 0]]
  /\ held = [m \in Mounts |-> {1}]

Nothing == <<Unknown, Unknown>>

(* ---- what the trace does not show ---- *)

\* Rename.rename, Volume.write ...: some time since the thread was last heard of.
Commit(c) ==
  /\ Trace[c].e = "change" /\ c \notin committed /\ Trace[c].prev < k
  /\ LET x == Trace[c]
     IN /\ committed' = committed \cup {c}
        /\ dir' = CASE x.kind \in {"CREATED", "LINKED"} -> [dir EXCEPT ![x.key] = x.ino]
                    [] x.kind \in {"UNLINKED", "REMOVED"} -> [dir EXCEPT ![x.key] = 0]
                    [] x.kind = "RENAMED" -> [dir EXCEPT ![x.key] = 0, ![x.newKey] = x.ino]
                    [] x.kind = "EXCHANGED" -> [dir EXCEPT ![x.key] = x.replaced, ![x.newKey] = x.ino]
                    [] OTHER -> dir
        /\ links' = IF x.kind \in {"RENAMED", "EXCHANGED"} /\ x.replaced /= 0
                    THEN [links EXCEPT ![x.ino] = x.links, ![x.replaced] = x.replacedLinks]
                    ELSE [links EXCEPT ![x.ino] = x.links]
        /\ IF x.kind = "WRITTEN" /\ x.off + x.len > size[x.ino] THEN size' = [size EXCEPT ![x.ino] = x.off + x.len]
           ELSE IF x.kind = "RESIZED" /\ x.off < size[x.ino] THEN size' = [size EXCEPT ![x.ino] = x.off]
           ELSE IF x.kind \in {"RESIZED", "ALLOCATED"}
           THEN \E s \in Sizes : s >= size[x.ino] /\ size' = [size EXCEPT ![x.ino] = s]
           ELSE UNCHANGED size
  /\ UNCHANGED <<k, sampled, dent, kattr, owed, telling, since, shared, held>>

True(f) == /\ f.key /= "" => dir[f.key] = f.ino
           /\ f.ino \in Inodes /\ f.size /= Unknown => size[f.ino] = f.size /\ links[f.ino] = f.links

\* Inode.fill under the lock of the inode, behind the commit if the request made one.
Sample(r) ==
  /\ Trace[r].e = "reply" /\ r \notin sampled /\ Trace[r].asked < k /\ Trace[r].facts /= {}
  /\ Trace[r].own \subseteq committed
  /\ \A f \in Trace[r].facts : True(f)
  /\ sampled' = sampled \cup {r}
  /\ UNCHANGED <<k, committed, dir, size, links, dent, kattr, owed, telling, since, shared, held>>

(* ---- what it shows ---- *)

Ask == k <= Len(Trace) /\ E.e \in {"ask", "java"} /\ k' = k + 1
       /\ UNCHANGED <<committed, sampled, dir, size, links, dent, kattr, owed, telling, since, shared, held>>

Thing(row, x) ==
  CASE row = "entry" -> <<"entry", x.key>>
    [] row = "newEntry" -> <<"entry", x.newKey>>
    [] row = "parent" -> <<"data", x.parent>>
    [] row = "newParent" -> <<"data", x.newParent>>
    [] row = "attr" -> <<"attr", x.ino>>
    [] row = "replaced" -> <<"attr", x.replaced>>
    [] row = "data" -> <<"data", x.ino>>

KindOf(x) == CASE x.kind \in {"ALLOCATED", "XATTRS"} -> "ATTRIBUTES"
               [] x.kind = "REMOVED" -> "UNLINKED"
               [] OTHER -> x.kind

Things(x) == LET rows == {Matrix[KindOf(x)][j] : j \in 1..Len(Matrix[KindOf(x)])}
             IN {Thing(row, x) : row \in {row \in rows : row /= "replaced" \/ x.replaced /= 0}}

Holds(m, thing) == thing[1] = "entry" \/ thing[2] \in held[m]

\* ChangeNotifier.changed: each other mount owes its kernel what the matrix says. The origin is told
\* of data that it shares with others, or has put at the wrong place.
Change ==
  /\ At("change") /\ k \in committed
  /\ owed' = [m \in Mounts |->
       IF m /= E.m THEN owed[m] \cup {<<thing, k>> : thing \in {x \in Things(E) : Holds(m, x)}}
       ELSE IF E.kind = "WRITTEN" /\ (E.ino \in shared[m] \/ E.displaced)
       THEN owed[m] \cup {<<<<"data", E.ino>>, k>>} ELSE owed[m]]
  /\ shared' = [m \in Mounts |-> IF m /= E.m /\ E.kind \in {"WRITTEN", "RESIZED"} /\ E.ino \in held[m]
                                   THEN shared[m] \cup {E.ino} ELSE shared[m]]
  /\ k' = k + 1
  /\ UNCHANGED <<committed, sampled, dir, size, links, dent, kattr, telling, since, held>>

\* The kernel may believe what it is told, unless the thing has been invalidated meanwhile; it keeps
\* no attributes from replies that come with its own changes.
Distrusted(m, f) == since[m][f.ino] > E.asked \/ E.op \notin {"LOOKUP", "GETATTR", "READDIRPLUS", "STATX"}

Reply ==
  /\ At("reply") /\ (E.facts = {} \/ k \in sampled)
  /\ LET m == E.m
         named == {f \in E.facts : f.key /= ""}
         about == {f \in E.facts : f.ino \in Inodes /\ f.size /= Unknown}
         moved == {Trace[c] : c \in {c \in E.own : Trace[c].kind \in {"RENAMED", "EXCHANGED", "UNLINKED", "REMOVED"}}}
         gone == {x.key : x \in moved} \cup {x.newKey : x \in moved}
         touched == UNION {{Trace[c].ino, Trace[c].replaced} : c \in E.own}
     IN /\ dent' = [dent EXCEPT ![m] = [n \in Keys |->
             IF \E f \in named : f.key = n THEN (CHOOSE f \in named : f.key = n).ino
             ELSE IF n \in gone THEN (IF \E x \in moved : x.kind = "RENAMED" /\ x.newKey = n
                                      THEN dent[m][(CHOOSE x \in moved : x.newKey = n).key] ELSE Unknown)
             ELSE @[n]]]
        /\ kattr' = [kattr EXCEPT ![m] = [i \in Inodes |->
             IF i \in touched THEN Nothing
             ELSE IF \E f \in about : f.ino = i
             THEN (LET f == CHOOSE f \in about : f.ino = i
                   IN IF Distrusted(m, f) THEN @[i] ELSE <<f.size, f.links>>)
             ELSE @[i]]]
        /\ held' = [held EXCEPT ![m] = @ \cup {f.ino : f \in named}]
  /\ k' = k + 1
  /\ UNCHANGED <<committed, sampled, dir, size, links, owed, telling, since, shared>>

Tells(x) ==
  CASE x.code = "INVAL_ENTRY" -> {<<"entry", x.key>>}
    [] x.code = "DELETE" -> {<<"entry", x.key>>}
    [] x.code = "INVAL_INODE" -> IF x.off < 0 THEN {<<"attr", x.ino>>} ELSE {<<"attr", x.ino>>, <<"data", x.ino>>}
    [] x.code = "INC_EPOCH" -> {<<"entry", n>> : n \in Keys}
    [] OTHER -> {}

\* Invalidator.send: by a thread that answers no requests. What becomes owed while it waits in the
\* kernel is not told by it.
Notify ==
  /\ At("notify") /\ E.t \notin Dispatchers
  /\ telling' = [telling EXCEPT ![E.m] = {o \in owed[E.m] : o[1] \in Tells(E)}]
  /\ k' = k + 1
  /\ UNCHANGED <<committed, sampled, dir, size, links, dent, kattr, owed, since, shared, held>>

Notified ==
  /\ At("notified")
  /\ LET m == E.m  told == Tells(E)
     IN /\ owed' = [owed EXCEPT ![m] = @ \ telling[m]]
        /\ since' = [since EXCEPT ![m] = [i \in Inodes |-> IF <<"attr", i>> \in told THEN k ELSE @[i]]]
        /\ dent' = [dent EXCEPT ![m] = [n \in Keys |-> IF <<"entry", n>> \in told THEN Unknown ELSE @[n]]]
        /\ kattr' = [kattr EXCEPT ![m] = [i \in Inodes |-> IF <<"attr", i>> \in told THEN Nothing ELSE @[i]]]
  /\ telling' = [telling EXCEPT ![E.m] = {}]
  /\ k' = k + 1
  /\ UNCHANGED <<committed, sampled, dir, size, links, shared, held>>

\* LookupCounts.forget: what the kernel does not hold it need not be told of.
Forgotten ==
  /\ At("forgotten")
  /\ held' = [held EXCEPT ![E.m] = @ \ {E.ino}]
  /\ owed' = [owed EXCEPT ![E.m] = {o \in @ : o[1][1] = "entry" \/ o[1][2] /= E.ino}]
  /\ kattr' = [kattr EXCEPT ![E.m] = [i \in Inodes |-> IF i = E.ino THEN Nothing ELSE @[i]]]
  /\ k' = k + 1
  /\ UNCHANGED <<committed, sampled, dir, size, links, dent, telling, since, shared>>

Lies(m) == \/ \E n \in Keys : dent[m][n] \notin {Unknown, dir[n]}
           \/ \E i \in Inodes : kattr[m][i] \notin {Nothing, <<size[i], links[i]>>}

\* A Java operation has returned: its changes have been told.
Returned ==
  /\ At("returned") /\ \A m \in Mounts : \A o \in owed[m] : o[2] \notin E.own
  /\ k' = k + 1
  /\ UNCHANGED <<committed, sampled, dir, size, links, dent, kattr, owed, telling, since, shared, held>>

\* Volume.awaitDelivered with nobody at work: everything has been told, and no kernel can believe
\* what is not so.
Drained ==
  /\ At("drained") /\ \A m \in Mounts : owed[m] = {} /\ ~Lies(m)
  /\ k' = k + 1
  /\ UNCHANGED <<committed, sampled, dir, size, links, dent, kattr, owed, telling, since, shared, held>>

Next == Ask \/ Change \/ Reply \/ Notify \/ Notified \/ Forgotten \/ Returned \/ Drained
        \/ \E j \in k..Len(Trace) : Commit(j) \/ Sample(j)

Spec == Init /\ [][Next]_vars

\* Prints how far the trace could be followed.
ASSUME TLCSet(2, 0)
Progress == k <= TLCGet(2) \/ (TLCSet(2, k) /\ PrintT(<<"followed to", k>>))
Unfinished == Progress /\ k <= Len(Trace)
=============================================================================
