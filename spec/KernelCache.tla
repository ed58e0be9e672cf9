----------------------------- MODULE KernelCache -----------------------------
(***************************************************************************)
(* One volume, its views, and what their kernels believe.  Each mount has  *)
(* a kernel that caches names (also absent ones), attributes, pages and    *)
(* listings for ever; the volume changes through any view; each change is  *)
(* published and, by the matrix, put into the queues of the mounts, from   *)
(* where one invalidator per mount tells its kernel.                       *)
(*                                                                         *)
(* The truth about a thing is the number of the change that last touched   *)
(* it; a kernel that believes another number believes something false.     *)
(* What Linux does is taken from fs/fuse: dir.c, inode.c, file.c.          *)
(***************************************************************************)
EXTENDS Integers, Sequences, FiniteSets, TLC, NotificationMatrix

CONSTANTS Threads,    \* callers, by name: see View
          Names,      \* names in use: see DirOf
          Ops,        \* kinds of change that are made
          Kinds,      \* what is remembered: of "entry", "attr", "data"
          Linked,     \* how many of the names exist at first, at most
          MaxChanges, \* how many changes there are
          QueueSize,  \* QueueLimits: more than that in a batch is an overflow
          Expiry,     \* whether what is believed may be dropped at any time: bounded timeouts
          Each,       \* whether the rows of the matrix are left out, each in its turn
          Fault       \* what else is done wrong; "none" is the code

View == [a1 |-> "A", a2 |-> "A", b1 |-> "B", b2 |-> "B", java |-> "Java"]
Mounts == {View[t] : t \in Threads} \ {"Java"}
DirOf == [a |-> "d1", b |-> "d2", c |-> "d1"]
Dirs == {DirOf[n] : n \in Names}
InodeSeq == SubSeq(<<"i1", "i2", "i3", "i4">>, 1, IF "CREATED" \in Ops THEN Linked + MaxChanges ELSE Linked)
Inodes == {InodeSeq[k] : k \in 1..Len(InodeSeq)}
Things == Inodes \cup Dirs
None == "none"     \* no such name
Unknown == "?"     \* nothing believed about a name
Unk == -1          \* nothing believed about attributes, data
Mine == -2         \* a page into which a write is copied that is not committed yet
Wrong == -3        \* what was never true

Rows == UNION {{<<kind, Matrix[kind][k]>> : k \in 1..Len(Matrix[kind])} : kind \in DOMAIN Matrix}

NameOps == {"CREATED", "LINKED", "UNLINKED", "RENAMED", "EXCHANGED"}
PairOps == {"RENAMED", "EXCHANGED"}
DataOps == {"WRITTEN", "APPENDED", "RESIZED"}

VARIABLES
  dir,    \* the truth: Directory; name -> inode or None
  name,   \* number of the change that last touched a name,
  attr,   \* ... the attributes of an inode or directory,
  data,   \* ... its content or listing,
  size,   \* ... its size
  seq,    \* how many changes there have been
  fresh,  \* how many inodes there have been
  dent,   \* per mount: dentries, name -> inode, None or Unknown
  known,  \* per mount: the inodes that the kernel holds
  kattr,  \* per mount: attributes
  kdata,  \* per mount: pages, listings
  ksize,  \* per mount: i_size, which outlives the validity of the attributes
  queue,  \* per mount: NotificationQueue, two batches: <<being sent, being filled>>
  sticky, \* per mount: inodes of which another view has changed data
  settled,\* ghost: facts that a Java operation has changed last, and it has returned
  th,     \* what each thread is at
  dropped \* the row of the matrix that is left out

truth == <<dir, name, attr, data, size, seq, fresh>>
kernel == <<dent, known, kattr, kdata, ksize>>
server == <<queue, sticky>>
vars == <<truth, kernel, server, settled, th, dropped>>

\* A number, if what it is about is remembered at all.
If(kind, v) == IF kind \in Kinds THEN v ELSE Unk
Sizes(v) == IF "APPENDED" \in Ops THEN v ELSE Unk

Idle == [at |-> "idle", op |-> "", n |-> None, n2 |-> None, i |-> None, was |-> None, seq |-> 0,
         ino |-> None, attr |-> Unk, data |-> Unk, size |-> Unk, \* what the reply carries
         bumped |-> {}, epoch |-> TRUE, locked |-> FALSE, displaced |-> FALSE,
         left |-> [m \in Mounts |-> 0]]

Init ==
  /\ \E f \in [Names -> Inodes \cup {None}] :
       /\ Cardinality({n \in Names : f[n] /= None}) \in 1..Linked
       /\ \A n, k \in Names : n /= k /\ f[n] /= None => f[n] /= f[k]
       /\ {f[n] : n \in Names} \subseteq {InodeSeq[k] : k \in 1..Linked} \cup {None}
       /\ dir = f
  /\ name = [n \in Names |-> 0] /\ attr = [o \in Things |-> 0] /\ data = attr /\ size = attr
  /\ seq = 0 /\ fresh = Linked
  /\ \E cold \in SUBSET Names : dent = [m \in Mounts |-> [n \in Names |-> IF n \in cold THEN Unknown ELSE dir[n]]]
  /\ known = [m \in Mounts |-> {InodeSeq[k] : k \in 1..Linked}]
  /\ kattr = [m \in Mounts |-> [o \in Things |-> IF o \in known[m] \cup Dirs THEN If("attr", 0) ELSE Unk]]
  /\ kdata = [m \in Mounts |-> [o \in Things |-> IF o \in known[m] \cup Dirs THEN If("data", 0) ELSE Unk]]
  /\ ksize = [m \in Mounts |-> [o \in Things |-> Sizes(0)]]
  /\ queue = [m \in Mounts |-> <<<<>>, <<>>>>]
  /\ sticky = [m \in Mounts |-> {}] /\ settled = {}
  /\ th = [t \in Threads |-> Idle]
  /\ dropped \in IF Each THEN {row \in Rows : row[1] \in Ops} ELSE {<<"", "">>}

Clients(m) == {t \in Threads : View[t] = m}
Busy(t) == th[t].at \in {"asked", "committed", "served"}

(* ---- locks of a kernel: who waits until a request has been answered ---- *)

DirsOf(t) == {DirOf[n] : n \in {th[t].n, th[t].n2} \ {None}}
\* i_rwsem of a directory: shared by LOOKUP and READDIR, alone by what changes names.
Walks(t, d) == Busy(t) /\ (d \in DirsOf(t) \/ (th[t].op = "READ" /\ th[t].i = d))
Alters(t, d) == Busy(t) /\ th[t].op \in NameOps /\ d \in DirsOf(t)
\* i_rwsem of a file, for WRITE and SETATTR.
Modifies(t, i) == Busy(t) /\ th[t].op \in DataOps \cup {"ATTRIBUTES"} /\ th[t].i = i
\* The folio lock, and invalidate_lock while a SETATTR truncates.
HasFolio(t, o) == Busy(t) /\ th[t].i = o
                  /\ (th[t].op \in {"READ", "RESIZED"} \/ th[t].locked) /\ o \notin Dirs

(* ---- requests that only ask ---- *)

Ask(t, r) == /\ th[t].at = "idle"
             /\ th' = [th EXCEPT ![t] = r]
             /\ UNCHANGED <<truth, server, settled>>

AskLookup(t, n) ==
  /\ dent[View[t]][n] = Unknown
  /\ \A u \in Clients(View[t]) : ~Alters(u, DirOf[n])
  /\ Ask(t, [Idle EXCEPT !.at = "asked", !.op = "LOOKUP", !.n = n])
  /\ UNCHANGED kernel

AskGetattr(t, o) ==
  /\ "attr" \in Kinds /\ o \in known[View[t]] \cup Dirs /\ kattr[View[t]][o] = Unk
  /\ Ask(t, [Idle EXCEPT !.at = "asked", !.op = "GETATTR", !.i = o])
  /\ UNCHANGED kernel

AskRead(t, o) ==
  /\ "data" \in Kinds /\ o \in known[View[t]] \cup Dirs /\ kdata[View[t]][o] = Unk
  /\ \A u \in Clients(View[t]) : ~HasFolio(u, o) /\ ~Alters(u, o)
  /\ Ask(t, [Idle EXCEPT !.at = "asked", !.op = "READ", !.i = o])
  /\ UNCHANGED kernel

\* NamespaceHandlers.lookup, AttributeHandlers.getattr, FileHandlers.read, DirectoryHandlers.
Serve(t) ==
  /\ th[t].at = "asked" /\ th[t].op \in {"LOOKUP", "GETATTR", "READ"}
  /\ LET o == IF th[t].op = "LOOKUP" THEN dir[th[t].n] ELSE th[t].i
     IN th' = [th EXCEPT ![t].at = "served", ![t].ino = o,
                 ![t].attr = IF o = None THEN Unk
                             ELSE IF Fault = "empty attributes" /\ th[t].op = "GETATTR" THEN Wrong ELSE attr[o],
                 ![t].size = IF o = None THEN Unk ELSE size[o],
                 ![t].data = IF th[t].op = "READ" THEN data[o] ELSE Unk]
  /\ UNCHANGED <<truth, kernel, server, settled>>

\* fuse_change_attributes: what was asked before an invalidation is not believed after it; but an
\* inode that the kernel did not hold could not be invalidated, and takes what comes.
Learn(t, m, o) == o \notin known[m] \cup Dirs \/ o \notin th[t].bumped

ReplyLookup(t, m, n, o) ==
  /\ dent' = [dent EXCEPT ![m][n] = IF th[t].epoch THEN o ELSE Unknown]
  /\ known' = [known EXCEPT ![m] = @ \cup ({o} \ {None})]
  /\ IF o /= None /\ Learn(t, m, o)
     THEN kattr' = [kattr EXCEPT ![m][o] = If("attr", th[t].attr)] /\ ksize' = [ksize EXCEPT ![m][o] = Sizes(th[t].size)]
     ELSE UNCHANGED <<kattr, ksize>>
  /\ UNCHANGED kdata

ReplyGetattr(t, m, o) ==
  /\ IF Learn(t, m, o)
     THEN kattr' = [kattr EXCEPT ![m][o] = If("attr", th[t].attr)] /\ ksize' = [ksize EXCEPT ![m][o] = Sizes(th[t].size)]
     ELSE UNCHANGED <<kattr, ksize>>
  /\ UNCHANGED <<dent, known, kdata>>

\* A listing is kept with the modification time that the directory had when it was asked for, and
\* used only as long as that is still the time: so an invalidation meanwhile outdates it.
ReplyRead(t, m, o) ==
  /\ IF o \notin Dirs \/ Learn(t, m, o) THEN kdata' = [kdata EXCEPT ![m][o] = th[t].data]
     ELSE UNCHANGED kdata
  /\ UNCHANGED <<dent, known, kattr, ksize>>

Reply(t) ==
  /\ th[t].at = "served"
  /\ LET m == View[t]
     IN \/ th[t].op = "LOOKUP" /\ ReplyLookup(t, m, th[t].n, th[t].ino)
        \/ th[t].op = "GETATTR" /\ ReplyGetattr(t, m, th[t].i)
        \/ th[t].op = "READ" /\ ReplyRead(t, m, th[t].i)
  /\ th' = [th EXCEPT ![t] = Idle]
  /\ UNCHANGED <<truth, server, settled>>

(* ---- requests that change ---- *)

\* The kernel has looked up the names, under the locks of their directories.
AskNames(t, op, n, n2, i) ==
  LET m == View[t]
  IN /\ \A u \in Clients(m) : ~Walks(u, DirOf[n]) /\ IF n2 = None THEN TRUE ELSE ~Walks(u, DirOf[n2])
     /\ CASE op = "CREATED" -> dent[m][n] = None /\ i = None
          [] op = "LINKED" -> dent[m][n] = None /\ i \in known[m]
          [] op = "UNLINKED" -> dent[m][n] \in Inodes /\ i = None
          [] op = "RENAMED" -> dent[m][n] \in Inodes /\ dent[m][n2] /= Unknown /\ i = None
          [] op = "EXCHANGED" -> dent[m][n] \in Inodes /\ dent[m][n2] \in Inodes /\ i = None
     /\ Ask(t, [Idle EXCEPT !.at = "asked", !.op = op, !.n = n, !.n2 = n2, !.i = i])
     /\ UNCHANGED kernel

\* fuse_fill_write_pages: the bytes are copied into the page first. One that is up to date is
\* unlocked then, any other stays locked until the WRITE is answered.
AskData(t, op, i) ==
  LET m == View[t]
      writes == op \in {"WRITTEN", "APPENDED"}
  IN /\ i \in known[m]
     /\ \A u \in Clients(m) : ~Modifies(u, i) /\ (op = "ATTRIBUTES" \/ ~HasFolio(u, i))
     /\ Ask(t, [Idle EXCEPT !.at = "asked", !.op = op, !.i = i, !.size = ksize[m][i],
                            !.locked = writes /\ kdata[m][i] = Unk /\ "data" \in Kinds])
     /\ kdata' = IF writes /\ kdata[m][i] /= Unk THEN [kdata EXCEPT ![m][i] = Mine] ELSE kdata
     /\ UNCHANGED <<dent, known, kattr, ksize>>

\* What of the truth a change touches.
NamesOf(c) == {c.n, c.n2} \ {None}
AttrsOf(c) == ({c.i, c.was} \ {None}) \cup {DirOf[n] : n \in NamesOf(c)}
DatasOf(c) == (IF c.op \in DataOps \cup {"CREATED"} THEN {c.i} ELSE {}) \cup {DirOf[n] : n \in NamesOf(c)}

Possible(r) ==
  CASE r.op = "CREATED" -> dir[r.n] = None /\ fresh < Len(InodeSeq)
    [] r.op = "LINKED" -> dir[r.n] = None /\ \E k \in Names : dir[k] = r.i
    [] r.op = "UNLINKED" -> dir[r.n] /= None
    [] r.op = "RENAMED" -> dir[r.n] /= None /\ dir[r.n] /= dir[r.n2]
    [] r.op = "EXCHANGED" -> dir[r.n] /= None /\ dir[r.n2] /= None /\ dir[r.n] /= dir[r.n2]
    [] OTHER -> TRUE

\* Namespace, Rename, Volume.write/append/setattr: under locks of the volume, so at once.
Commit(t, r) ==
  /\ seq < MaxChanges /\ Possible(r)
  /\ LET s == seq + 1
         i == CASE r.op = "CREATED" -> InodeSeq[fresh + 1]
                [] r.op \in {"UNLINKED", "RENAMED", "EXCHANGED"} -> dir[r.n]
                [] OTHER -> r.i
         was == IF r.op \in PairOps THEN dir[r.n2] ELSE None
         displaced == r.op = "APPENDED" /\ r.size /= size[i] /\ View[t] /= "Java"
         c == [r EXCEPT !.at = "committed", !.i = i, !.was = was, !.seq = s, !.attr = If("attr", s),
                        !.ino = i, !.displaced = displaced]
     IN /\ seq' = s
        /\ fresh' = IF r.op = "CREATED" THEN fresh + 1 ELSE fresh
        /\ dir' = [n \in Names |->
             CASE n = r.n -> (CASE r.op \in {"CREATED", "LINKED"} -> i
                                [] r.op = "EXCHANGED" -> was
                                [] OTHER -> None)
               [] n = r.n2 -> i
               [] OTHER -> dir[n]]
        /\ name' = [n \in Names |-> IF n \in NamesOf(c) THEN s ELSE name[n]]
        /\ attr' = [o \in Things |-> IF o \in AttrsOf(c) /\ "attr" \in Kinds THEN s ELSE attr[o]]
        /\ data' = [o \in Things |-> IF o \in DatasOf(c) /\ "data" \in Kinds THEN s ELSE data[o]]
        /\ size' = [o \in Things |-> IF o = i /\ r.op \in {"APPENDED", "RESIZED", "CREATED"} /\ "APPENDED" \in Ops THEN s ELSE size[o]]
        /\ th' = [th EXCEPT ![t] = c]
        \* The bytes in the origin's page are the true ones from here on, if they lie at the right place.
        /\ kdata' = [m \in Mounts |-> IF m = View[t] /\ i \in Inodes /\ kdata[m][i] = Mine
                                      THEN [kdata[m] EXCEPT ![i] = IF displaced THEN Wrong ELSE s]
                                      ELSE kdata[m]]
        /\ settled' = settled \ ({<<"entry", n>> : n \in NamesOf(c)} \cup {<<"attr", o>> : o \in AttrsOf(c)}
                                 \cup {<<"data", o>> : o \in DatasOf(c)})
  /\ UNCHANGED <<dent, known, kattr, ksize, server>>

CommitAsked(t) == th[t].at = "asked" /\ th[t].op \in DOMAIN Matrix /\ Commit(t, th[t])

\* ENOENT, EEXIST, ESTALE: the kernel believed something that is not true any more.
Fail(t) ==
  /\ th[t].at = "asked" /\ th[t].op \in DOMAIN Matrix /\ ~Possible(th[t])
  /\ th' = [th EXCEPT ![t] = Idle]
  /\ UNCHANGED <<truth, kernel, server, settled>>

JavaChanges(t, op, n, n2, i) ==
  /\ View[t] = "Java" /\ th[t].at = "idle"
  /\ Commit(t, [Idle EXCEPT !.op = op, !.n = n, !.n2 = n2, !.i = i])

(* ---- Views.publish, ChangeListener.changed ---- *)

Notification(row, c) ==
  CASE row = "entry" -> <<"entry", c.n>>
    [] row = "newEntry" -> <<"entry", c.n2>>
    [] row = "parent" -> <<"data", DirOf[c.n]>>
    [] row = "newParent" -> <<"data", DirOf[c.n2]>>
    [] row = "attr" -> <<"attr", c.i>>
    [] row = "replaced" -> <<"attr", c.was>>
    [] row = "data" -> <<"data", c.i>>

RowsFor(c, receiver) ==
  LET rows == SelectSeq(receiver[c.op], LAMBDA row :
                /\ <<c.op, row>> /= dropped
                /\ (row = "replaced" => c.was /= None))
  IN [j \in 1..Len(rows) |-> Notification(rows[j], c)]

\* NotificationBatch: what is there already is not added again; when there is no room that is noted.
Overflown == <<"overflow", None>>
RECURSIVE Put(_, _)
Put(batch, rows) ==
  IF rows = <<>> \/ batch = <<Overflown>> THEN batch
  ELSE Put(IF \E j \in 1..Len(batch) : batch[j] = Head(rows) THEN batch
           ELSE IF Len(batch) = QueueSize THEN <<Overflown>>
           ELSE Append(batch, Head(rows)), Tail(rows))

Unsettled(m) == queue[m] /= <<<<>>, <<>>>>

\* When the rows for the origin apply: its dentry may be another's where other views were
\* changing names; the pages that it has read meanwhile may be older than its own write; an append
\* went elsewhere than where its bytes are in the page cache, of which the range that was written
\* says nothing.
TellsOrigin(c, m) ==
  CASE c.op \in PairOps ->
         /\ Fault /= "names race of the origin"
         /\ \/ Unsettled(m)
            \/ \E u \in Threads : View[u] /= m /\ th[u].at = "committed" /\ th[u].op \in NameOps
    [] c.op \in {"WRITTEN", "APPENDED"} ->
         \/ c.i \in sticky[m] /\ ~c.displaced /\ Fault /= "data race of the origin"
         \/ c.displaced /\ Fault /= "displaced append"
    [] OTHER -> FALSE

Publish(t) ==
  /\ th[t].at = "committed"
  /\ LET c == th[t]
         RowsAt(m) == IF m /= View[t] THEN RowsFor(c, Matrix)
                      ELSE IF TellsOrigin(c, m) THEN RowsFor(c, OwnMatrix) ELSE <<>>
         q == [m \in Mounts |-> <<queue[m][1], Put(queue[m][2], RowsAt(m))>>]
     IN /\ queue' = q
        /\ sticky' = [m \in Mounts |-> IF c.op \in DataOps /\ m /= View[t] THEN sticky[m] \cup {c.i}
                                       ELSE sticky[m]]
        /\ th' = [th EXCEPT ![t] =
             [c EXCEPT !.at = IF View[t] = "Java" THEN "waits" ELSE "served",
                       \* How many batches must have been sent.
                       !.left = [m \in Mounts |-> (IF q[m][1] = <<>> THEN 0 ELSE 1)
                                                 + (IF q[m][2] = <<>> THEN 0 ELSE 1)]]]
  /\ UNCHANGED <<truth, kernel, settled>>

(* ---- what the origin's kernel does with its own change ---- *)

\* With other views about, attributes in replies that the kernel takes without a check are valid
\* for no time: SETATTR, LINK, CREATE.
Valid(s) == IF Fault = "valid attributes in SETATTR" THEN If("attr", s) ELSE Unk

\* Other requests under way do not bring attributes from before the change any more.
Outdate(m, things) ==
  [u \in Threads |-> IF View[u] = m THEN [th[u] EXCEPT !.bumped = @ \cup things] ELSE th[u]]

ReplyNames(t, m) ==
  LET c == th[t]
      d == dent[m]
      ds == {DirOf[n] : n \in NamesOf(c)}
      moved == IF c.op \in {"CREATED", "LINKED"} THEN {} ELSE {d[n] : n \in NamesOf(c)} \cap Inodes
      lost == moved \cup ds
      fails == ~th[t].epoch
  IN /\ dent' = [dent EXCEPT ![m] = [n \in Names |->
          CASE n \in NamesOf(c) /\ fails -> Unknown
            [] n = c.n -> (CASE c.op \in {"CREATED", "LINKED"} -> c.ino
                             [] c.op = "EXCHANGED" -> d[c.n2]
                             [] OTHER -> Unknown)
            [] n = c.n2 -> d[c.n]
            [] OTHER -> d[n]]]
     /\ known' = IF c.op \in {"CREATED", "LINKED"} THEN [known EXCEPT ![m] = @ \cup {c.ino}] ELSE known
     /\ kattr' = [kattr EXCEPT ![m] = [o \in Things |->
          IF o \in lost THEN Unk
          ELSE IF o = c.ino /\ c.op \in {"CREATED", "LINKED"} THEN Valid(c.attr) ELSE @[o]]]
     /\ kdata' = [kdata EXCEPT ![m] = [o \in Things |-> IF o \in ds THEN Unk ELSE @[o]]]
     /\ ksize' = IF c.op = "CREATED" THEN [ksize EXCEPT ![m][c.ino] = Sizes(c.seq)] ELSE ksize
     /\ th' = [Outdate(m, lost \cup {c.ino}) EXCEPT ![t] = Idle]

ReplyData(t, m) ==
  LET c == th[t]
  IN /\ kattr' = [kattr EXCEPT ![m][c.i] = IF c.op \in {"ATTRIBUTES", "RESIZED"} THEN Valid(c.attr) ELSE Unk]
     /\ kdata' = IF c.op = "RESIZED" THEN [kdata EXCEPT ![m][c.i] = Unk]
                 ELSE IF c.locked THEN [kdata EXCEPT ![m][c.i] = IF c.displaced THEN Wrong ELSE c.seq]
                 ELSE kdata
     /\ ksize' = IF c.op \in {"APPENDED", "RESIZED"}
                 THEN [ksize EXCEPT ![m][c.i] = Sizes(IF c.displaced THEN Wrong ELSE c.seq)] ELSE ksize
     /\ th' = [Outdate(m, {c.i}) EXCEPT ![t] = Idle]
     /\ UNCHANGED <<dent, known>>

ReplyChange(t) ==
  /\ th[t].at = "served" /\ th[t].op \in DOMAIN Matrix
  /\ IF th[t].op \in NameOps THEN ReplyNames(t, View[t]) ELSE ReplyData(t, View[t])
  /\ UNCHANGED <<truth, server, settled>>

\* A Java operation returns when all that was in the queues behind it has been delivered.
JavaReturns(t) ==
  /\ th[t].at = "waits"
  /\ \A m \in Mounts : th[t].left[m] = 0 \/ Fault = "Java does not wait"
  /\ LET c == th[t]
     IN settled' = settled
          \cup {<<"entry", n>> : n \in {n \in NamesOf(c) : name[n] = c.seq}}
          \cup {<<"attr", o>> : o \in {o \in AttrsOf(c) : attr[o] = c.seq}}
          \cup {<<"data", o>> : o \in {o \in DatasOf(c) : data[o] = c.seq}}
  /\ th' = [th EXCEPT ![t] = Idle]
  /\ UNCHANGED <<truth, kernel, server>>

(* ---- Invalidator: one thread per mount, which serves no requests ---- *)

\* LookupCounts: the kernel holds the inode, or is about to be handed it.
Handed(m, o) == \E t \in Clients(m) : th[t].at \in {"committed", "served"} /\ th[t].ino = o /\ th[t].op \in {"LOOKUP", "CREATED", "LINKED"}

\* All names of a batch are sent before all inodes: a notification about a name waits until the
\* kernel has finished what it does in that directory, so what is dropped of the inodes afterwards
\* stays dropped.
Sorted(batch) ==
  LET IsName(x) == x[1] = "entry"
      IsInode(x) == x[1] /= "entry"
  IN IF Fault = "attributes before names" THEN SelectSeq(batch, IsInode) \o SelectSeq(batch, IsName)
     ELSE SelectSeq(batch, IsName) \o SelectSeq(batch, IsInode)

RECURSIVE OneEach(_, _)
OneEach(kind, things) ==
  IF things = {} THEN <<>>
  ELSE LET o == CHOOSE x \in things : TRUE IN <<<<kind, o>>>> \o OneEach(kind, things \ {o})

\* Invalidator.forgetNames and forgetInodes, for a batch that had no room: the lock of each directory
\* is taken once, INC_EPOCH makes all dentries stale, and all inodes that the kernel holds are swept.
Overflow(m) ==
  LET held == {o \in Inodes : o \in known[m] \/ Handed(m, o)} \cup Dirs
  IN OneEach("barrier", Dirs) \o <<<<"epoch", None>>>>
     \o (IF Fault = "overflow without a sweep" THEN <<>> ELSE OneEach("data", held))

\* NotificationQueue.take
Take(m) ==
  /\ queue[m][1] = <<>> /\ queue[m][2] /= <<>> /\ Fault /= "never delivered"
  /\ queue' = [queue EXCEPT ![m] = <<IF @[2] = <<Overflown>> THEN Overflow(m) ELSE Sorted(@[2]), <<>>>>]
  /\ UNCHANGED <<truth, kernel, sticky, settled, th>>

\* The first of the batch has been sent, to be sent once more if `again`; what was under way in the
\* kernel brings no attributes of these things any more.
Sent(m, again, things) ==
  LET x == Head(queue[m][1])
      rest == Tail(queue[m][1])
      filling == IF again THEN Put(queue[m][2], <<x>>) ELSE queue[m][2]
  IN /\ queue' = [queue EXCEPT ![m] = <<rest, filling>>]
     /\ th' = [t \in Threads |->
          [th[t] EXCEPT !.left[m] = IF again /\ @ = 1 THEN 2 - (IF rest = <<>> THEN 1 ELSE 0)
                                    ELSE IF rest = <<>> /\ @ > 0 THEN @ - 1 ELSE @,
                        !.epoch = IF x[1] = "epoch" /\ View[t] = m THEN FALSE ELSE @,
                        !.bumped = IF View[t] = m THEN @ \cup things ELSE @]]

\* fuse_reverse_inval_entry: waits for the directory. The directory is outdated with the entry, but
\* only if there is one.
SendEntry(m, n) ==
  /\ \A t \in Clients(m) : ~Walks(t, DirOf[n])
  /\ dent' = [dent EXCEPT ![m][n] = Unknown]
  /\ LET d == DirOf[n]  had == dent[m][n] /= Unknown
     IN /\ kattr' = IF had THEN [kattr EXCEPT ![m][d] = Unk] ELSE kattr
        /\ kdata' = IF had THEN [kdata EXCEPT ![m][d] = Unk] ELSE kdata
        /\ Sent(m, FALSE, IF had THEN {d} ELSE {})
  /\ UNCHANGED <<known, ksize>>

\* fuse_reverse_inval_inode: ENOENT for an inode that the kernel does not hold. If it has been handed
\* the inode it will hold it soon, with attributes that may be old: so it is told again
\* (UnknownInodes).
SendInode(m, o, range) ==
  /\ range => \A t \in Clients(m) : ~HasFolio(t, o)
  /\ IF o \in known[m] \cup Dirs
     THEN /\ kattr' = [kattr EXCEPT ![m][o] = Unk]
          /\ kdata' = IF range THEN [kdata EXCEPT ![m][o] = Unk] ELSE kdata
          /\ Sent(m, FALSE, {o})
     ELSE UNCHANGED <<kattr, kdata>> /\ Sent(m, Handed(m, o) /\ Fault /= "ENOENT is believed", {})
  /\ UNCHANGED <<dent, known, ksize>>

SendBarrier(m, d) ==
  /\ \A t \in Clients(m) : ~Walks(t, d)
  /\ Sent(m, FALSE, {}) /\ UNCHANGED kernel

SendEpoch(m) ==
  /\ dent' = [dent EXCEPT ![m] = [n \in Names |-> Unknown]]
  /\ Sent(m, FALSE, {}) /\ UNCHANGED <<known, kattr, kdata, ksize>>

Deliver(m) ==
  /\ queue[m][1] /= <<>>
  /\ LET x == Head(queue[m][1])
     IN CASE x[1] = "entry" -> SendEntry(m, x[2])
          [] x[1] = "barrier" -> SendBarrier(m, x[2])
          [] x[1] = "epoch" -> SendEpoch(m)
          [] OTHER -> SendInode(m, x[2], x[1] = "data")
  /\ UNCHANGED <<truth, sticky, settled>>

(* ---- timeouts, memory pressure, FORGET ---- *)

Expire(m) ==
  /\ Expiry
  /\ \/ \E n \in Names : dent[m][n] /= Unknown /\ (\A t \in Clients(m) : ~Alters(t, DirOf[n])) /\ dent' = [dent EXCEPT ![m][n] = Unknown] /\ UNCHANGED <<known, kattr, kdata, ksize>>
     \/ \E o \in Things : kattr[m][o] /= Unk /\ kattr' = [kattr EXCEPT ![m][o] = Unk] /\ UNCHANGED <<dent, known, kdata, ksize>>
     \/ \E o \in Things : /\ kdata[m][o] /= Unk /\ \A t \in Clients(m) : ~Modifies(t, o)
                          /\ kdata' = [kdata EXCEPT ![m][o] = Unk] /\ UNCHANGED <<dent, known, kattr, ksize>>
     \/ \E i \in known[m] : /\ \A n \in Names : dent[m][n] /= i
                            /\ \A t \in Clients(m) : ~Busy(t)
                            /\ known' = [known EXCEPT ![m] = @ \ {i}]
                            /\ kattr' = [kattr EXCEPT ![m][i] = Unk] /\ kdata' = [kdata EXCEPT ![m][i] = Unk]
                            /\ ksize' = [ksize EXCEPT ![m][i] = Unk] /\ UNCHANGED dent
  /\ UNCHANGED <<truth, server, settled, th>>

Change(t, op, n, n2, i) ==
  \/ View[t] /= "Java" /\ op \in NameOps /\ AskNames(t, op, n, n2, i)
  \/ JavaChanges(t, op, n, n2, i)

Chosen == IF Each THEN {dropped[1]} ELSE Ops

Step ==
  \/ \E t \in Threads :
       \/ \E op \in Chosen \cap {"CREATED", "UNLINKED"}, n \in Names : Change(t, op, n, None, None)
       \/ \E op \in Chosen \cap {"LINKED"}, n \in Names, i \in Inodes : Change(t, op, n, None, i)
       \/ \E op \in Chosen \cap PairOps, n, n2 \in Names : n /= n2 /\ Change(t, op, n, n2, None)
       \/ \E op \in Chosen \cap (DataOps \cup {"ATTRIBUTES"}), i \in {InodeSeq[k] : k \in 1..fresh} :
            IF View[t] = "Java" THEN JavaChanges(t, op, None, None, i) ELSE seq < MaxChanges /\ AskData(t, op, i)
       \/ CommitAsked(t) \/ Fail(t) \/ Publish(t) \/ ReplyChange(t) \/ JavaReturns(t)
       \/ /\ View[t] /= "Java"
          /\ \/ \E n \in Names : AskLookup(t, n)
             \/ \E o \in Things : AskGetattr(t, o) \/ AskRead(t, o)
             \/ Serve(t) \/ Reply(t)
  \/ \E m \in Mounts : Take(m) \/ Deliver(m) \/ Expire(m)

Next == Step /\ UNCHANGED dropped
Spec == Init /\ [][Next]_vars
\* Strong fairness of the invalidator: the kernel's locks are given to those who wait, in turn.
Fair == \A t \in Threads :
          WF_vars((CommitAsked(t) \/ Fail(t) \/ Publish(t) \/ ReplyChange(t) \/ JavaReturns(t)
                   \/ Serve(t) \/ Reply(t)) /\ UNCHANGED dropped)
        /\ \A m \in Mounts : SF_vars((Take(m) \/ Deliver(m)) /\ UNCHANGED dropped)
FairSpec == Spec /\ Fair

(* ---- what must hold ---- *)

Facts == {<<"entry", n>> : n \in Names} \cup {<<k, o>> : k \in {"attr", "data"}, o \in Things}

\* The kernel believes what is not so.
False(m, f) ==
  CASE f[1] = "entry" -> dent[m][f[2]] \notin {Unknown, dir[f[2]]}
    [] f[1] = "attr" -> kattr[m][f[2]] \notin {Unk, attr[f[2]]}
    [] f[1] = "data" -> kdata[m][f[2]] \notin {Unk, Mine, data[f[2]]}

Covers(x, f) == \/ x = f \/ x = Overflown \/ (x[1] = "data" /\ f = <<"attr", x[2]>>)
                \/ x[1] = "epoch" /\ f[1] = "entry"

\* It will be told, or finds out by its own reply: a notification that covers the fact is in the
\* queue or about to be put there, or a change of its own is under way.
Pending(m, f) ==
  \/ \E b \in {1, 2} : \E j \in 1..Len(queue[m][b]) : Covers(queue[m][b][j], f)
  \/ \E t \in Threads : th[t].at = "committed" /\ View[t] /= m
  \/ \E t \in Clients(m) : th[t].at \in {"committed", "served"} /\ th[t].op \in DOMAIN Matrix

NoLie == \A m \in Mounts : \A f \in Facts : False(m, f) => Pending(m, f)

\* When there is nothing left to do every kernel believes only what is so.
Drained == (\A m \in Mounts : ~Unsettled(m)) /\ (\A t \in Threads : th[t].at = "idle")
           => \A m \in Mounts : \A f \in Facts : ~False(m, f)

\* What a Java operation has changed is seen by everybody when it has returned.
JavaIsSeen == \A m \in Mounts : \A f \in settled : ~False(m, f)

\* Every change reaches every view.
Reaches == \A m \in Mounts : \A f \in Facts : False(m, f) ~> ~False(m, f)

\* With Each: prints the rows without which a kernel stays stale for ever, each one once.
ASSUME TLCSet(1, {}) /\ (Each => PrintT(<<"rows", {row \in Rows : row[1] \in Ops}>>))
Note == Drained \/ dropped \in TLCGet(1)
        \/ (PrintT(<<"needed", dropped>>) /\ TLCSet(1, TLCGet(1) \cup {dropped}))
Continue == dropped \notin TLCGet(1)
=============================================================================
