----------------------------- MODULE Dispatchers -----------------------------
(***************************************************************************)
(* Who waits for whom: callers that hold locks of the kernel until their   *)
(* requests are answered, dispatchers that answer them, the invalidator,   *)
(* whose notifications need locks of the kernel, locks of the volume, and  *)
(* a Java thread that waits until its change has been delivered.           *)
(*                                                                         *)
(* One directory and one file: the directory's i_rwsem is held by every    *)
(* request that changes names in it (UNLINK), shared by LOOKUP; the folio  *)
(* lock by READ.  What is not about waiting is left out.                   *)
(***************************************************************************)
EXTENDS Integers, Sequences, FiniteSets, TLC

CONSTANTS Callers,     \* processes that use the mount
          Threads,     \* Dispatchers: DispatcherThread
          QueueSize,   \* Invalidator: more than that is an overflow, which never waits
          Fault        \* what is done wrong; "none" is the code

None == "none"
Ops == {"LOOKUP", "UNLINK", "READ"}

VARIABLES
  caller,  \* caller -> [at, op]: what it waits for; it holds the kernel's locks meanwhile
  pending, \* requests in /dev/fuse, by caller
  disp,    \* dispatcher -> [at, c]
  java,    \* the Java thread: "idle", "locked", "published", "waits"
  lock,    \* the volume's lock on the directory: None, a dispatcher, "java"
  queue,   \* Invalidator: what is to be sent, "ENTRY" or "INODE"
  inv      \* the invalidator: "idle" or what it is writing to /dev/fuse

vars == <<caller, pending, disp, java, lock, queue, inv>>

Init ==
  /\ caller = [c \in Callers |-> [at |-> "idle", op |-> None]]
  /\ pending = {} /\ disp = [t \in Threads |-> [at |-> "reads", c |-> None]]
  /\ java = "idle" /\ lock = None /\ queue = <<>> /\ inv = "idle"

Holds(c, op) == caller[c].at = "waits" /\ caller[c].op = op
\* Some caller has the lock of the kernel that this needs: i_rwsem, the folio lock.
DirectoryHeld == \E c \in Callers : Holds(c, "UNLINK") \/ Holds(c, "LOOKUP")
FolioHeld == \E c \in Callers : Holds(c, "READ")
Blocked(notification) == IF notification = "ENTRY" THEN DirectoryHeld ELSE FolioHeld

\* A system call: takes the kernel's lock, sends the request, sleeps until it is answered.
Call(c, op) ==
  /\ caller[c].at = "idle"
  /\ op = "UNLINK" => ~DirectoryHeld
  /\ op = "LOOKUP" => ~\E d \in Callers : Holds(d, "UNLINK")
  /\ op = "READ" => ~FolioHeld
  /\ caller' = [caller EXCEPT ![c] = [at |-> "waits", op |-> op]]
  /\ pending' = pending \cup {c}
  /\ UNCHANGED <<disp, java, lock, queue, inv>>

\* DeviceChannel.receive
Take(t) ==
  /\ disp[t].at = "reads"
  /\ \E c \in pending :
       /\ pending' = pending \ {c}
       /\ disp' = [disp EXCEPT ![t] = [at |-> "handles", c |-> c]]
  /\ UNCHANGED <<caller, java, lock, queue, inv>>

Lock(t) ==
  /\ disp[t].at = "handles" /\ lock = None
  /\ lock' = t
  /\ disp' = [disp EXCEPT ![t].at = "locked"]
  /\ UNCHANGED <<caller, pending, java, queue, inv>>

Changes(t) == caller[disp[t].c].op = "UNLINK"

\* The handler is done under the volume's lock. The change is for this mount, too: another view's
\* mount does the same, and one model of a mount stands for all.
Unlock(t) ==
  /\ disp[t].at = "locked"
  /\ lock' = IF Fault = "notified under a lock" /\ Changes(t) THEN lock ELSE None
  /\ disp' = [disp EXCEPT ![t].at = IF Changes(t) THEN "publishes" ELSE "answers"]
  /\ UNCHANGED <<caller, pending, java, queue, inv>>

\* ChangeListener.changed: into the queue of the invalidator. It never waits: when the queue is full
\* the overflow is noted, which INC_EPOCH answers, and that needs no lock of the kernel.
Publish(t) ==
  /\ disp[t].at = "publishes" /\ Fault \notin {"notified by a dispatcher", "notified under a lock"}
  /\ Fault = "a full queue blocks" => Len(queue) < QueueSize
  /\ queue' = IF Len(queue) < QueueSize THEN Append(queue, "ENTRY") ELSE <<>>
  /\ disp' = [disp EXCEPT ![t].at = "answers"]
  /\ UNCHANGED <<caller, pending, java, lock, inv>>

\* The wrong way: the thread that serves the request writes the notification itself.
NotifyItself(t) ==
  /\ disp[t].at = "publishes" /\ Fault \in {"notified by a dispatcher", "notified under a lock"}
  /\ ~Blocked("ENTRY")
  /\ lock' = IF lock = t THEN None ELSE lock
  /\ disp' = [disp EXCEPT ![t].at = "answers"]
  /\ UNCHANGED <<caller, pending, java, queue, inv>>

Answer(t) ==
  /\ disp[t].at = "answers"
  /\ Fault = "a handler waits for delivery" /\ Changes(t) => queue = <<>> /\ inv = "idle"
  /\ caller' = [caller EXCEPT ![disp[t].c] = [at |-> "idle", op |-> None]]
  /\ disp' = [disp EXCEPT ![t] = [at |-> "reads", c |-> None]]
  /\ UNCHANGED <<pending, java, lock, queue, inv>>

(* ---- the invalidator ---- *)

TakeNotification ==
  /\ inv = "idle" /\ queue /= <<>>
  /\ inv' = Head(queue) /\ queue' = Tail(queue)
  /\ UNCHANGED <<caller, pending, disp, java, lock>>

\* The write to /dev/fuse sleeps until the kernel's lock is free.
Notified ==
  /\ inv /= "idle" /\ ~Blocked(inv)
  /\ inv' = "idle"
  /\ UNCHANGED <<caller, pending, disp, java, lock, queue>>

(* ---- a thread of the Java view: serves no request of a kernel ---- *)

JavaLocks ==
  /\ java = "idle" /\ lock = None
  /\ lock' = "java" /\ java' = "locked"
  /\ UNCHANGED <<caller, pending, disp, queue, inv>>

\* A change of a name and of data.
JavaPublishes ==
  /\ java = "locked"
  /\ Fault = "a full queue blocks" => Len(queue) + 2 <= QueueSize
  /\ queue' = IF Len(queue) + 2 <= QueueSize THEN queue \o <<"ENTRY", "INODE">> ELSE <<>>
  /\ java' = "waits"
  /\ lock' = IF Fault = "waits under a lock" THEN lock ELSE None
  /\ UNCHANGED <<caller, pending, disp, inv>>

\* Volume.awaitDelivered
JavaReturns ==
  /\ java = "waits"
  /\ queue = <<>> /\ inv = "idle"
  /\ java' = "idle" /\ lock' = IF lock = "java" THEN None ELSE lock
  /\ UNCHANGED <<caller, pending, disp, queue, inv>>

Next ==
  \/ \E c \in Callers, op \in Ops : Call(c, op)
  \/ \E t \in Threads : Take(t) \/ Lock(t) \/ Unlock(t) \/ Publish(t) \/ NotifyItself(t) \/ Answer(t)
  \/ TakeNotification \/ Notified \/ JavaLocks \/ JavaPublishes \/ JavaReturns

Spec == Init /\ [][Next]_vars
(***************************************************************************)
(* TLC calls a state without successor a deadlock.  A part may be stuck    *)
(* while others go on, so it is said here: somebody waits, and none of     *)
(* those who could help can take a step.  New calls do not help.           *)
(***************************************************************************)
Helps == \/ \E t \in Threads : ENABLED Take(t) \/ ENABLED Lock(t) \/ ENABLED Unlock(t) \/ ENABLED Publish(t)
              \/ ENABLED NotifyItself(t) \/ ENABLED Answer(t)
         \/ ENABLED TakeNotification \/ ENABLED Notified \/ ENABLED JavaPublishes \/ ENABLED JavaReturns
Waits == (\E c \in Callers : caller[c].at = "waits") \/ java \in {"locked", "waits"} \/ inv /= "idle"
NoDeadlock == Waits => Helps
=============================================================================
