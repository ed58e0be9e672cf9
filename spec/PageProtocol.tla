---------------------------- MODULE PageProtocol ----------------------------
(***************************************************************************)
(* How pages go from the pool to files and back, step by step as the code  *)
(* of module `volume` does it: PageBitmap (bits), PageAllocator (free,     *)
(* used), ShareCounts (shares), PageSupply (supply), FileWriter, FileSpace,*)
(* RangeCopy, and the freeing of inodes that have neither name nor holder  *)
(* (Volume.free).  One action is one access to what threads share without  *)
(* a lock; what happens under a file's lock alone is part of such a step.  *)
(***************************************************************************)
EXTENDS Integers, FiniteSets, TLC

CONSTANTS Pages,   \* the pages of the pool
          Files,   \* inodes of regular files
          Size,    \* how many pages a file may have
          Threads, \* dispatchers, Java threads
          None,    \* no page, no thread
          Fault    \* what is done wrong; "none" is the code

VARIABLES
  bits,     \* PageBitmap: the free pages that can be found
  free,     \* PageAllocator.free: how many pages may be reserved
  used,     \* PageAllocator.used: what statfs tells
  shares,   \* ShareCounts: owners beyond the first
  content,  \* the memory of a page: the file whose write it holds, or "zero"
  table,    \* RegularFile.table
  lock,     \* Inode.lock, held for writing
  linked,   \* the files that have a name
  held,     \* the files that somebody keeps alive: LookupCounts, open channels
  want,     \* ghost: what a reader must see
  figure,   \* ghost: pages in use when only the finished operations count
  th        \* what each thread is at

vars == <<bits, free, used, shares, content, table, lock, linked, held, want, figure, th>>
pool == <<bits, free, used>>
names == <<linked, held>>

Index == 1..Size
Holes == [i \in Index |-> None]
Zeros == [i \in Index |-> "zero"]
Idle == [pc |-> "idle", file |-> None, from |-> 1, to |-> 1, need |-> 0, put |-> 0,
         supply |-> {}, gone |-> {}, page |-> None, next |-> "unlock",
         gain |-> 0, loss |-> 0] \* pages that the operation adds, once settled; that it has let go
Symmetry == Permutations(Pages) \cup Permutations(Files) \cup Permutations(Threads)

Init ==
  /\ bits = Pages /\ free = Cardinality(Pages) /\ used = 0
  /\ shares = [p \in Pages |-> 0] /\ content = [p \in Pages |-> "zero"]
  /\ table = [f \in Files |-> Holes] /\ want = [f \in Files |-> Zeros]
  /\ lock = [f \in Files |-> None] /\ linked = Files /\ held = Files
  /\ figure = 0 /\ th = [t \in Threads |-> Idle]

PagesIn(f) == {table[f][i] : i \in Index} \ {None}
Free(f) == lock[f] = None /\ \A t \in Threads : th[t].file /= f
Go(t, pc) == th' = [th EXCEPT ![t].pc = pc]
Count(s) == Cardinality(s)

(* ---- names and holders: Namespace.unlink, LookupCounts.forget ---- *)

\* Volume.free, when name and holders are gone: no lock, for nobody else knows the inode.
FreeContent(t, f, last) ==
  th' = IF last /\ PagesIn(f) /= {} THEN [th EXCEPT ![t] = [Idle EXCEPT !.pc = "drop", !.file = f]]
        ELSE th

Unlink(t, f) ==
  /\ th[t].pc = "idle" /\ f \in linked /\ lock[f] = None
  /\ linked' = linked \ {f}
  /\ FreeContent(t, f, f \notin held \/ Fault = "freed at unlink")
  /\ UNCHANGED <<pool, shares, content, table, lock, held, want, figure>>

\* The kernel forgets, or the channel is closed: not while an operation of theirs is under way.
Forget(t, f) ==
  /\ th[t].pc = "idle" /\ f \in held /\ Free(f)
  /\ held' = held \ {f}
  /\ FreeContent(t, f, f \notin linked)
  /\ UNCHANGED <<pool, shares, content, table, lock, linked, want, figure>>

Create(t, f) ==
  /\ th[t].pc = "idle" /\ f \notin linked \cup held /\ Free(f)
  /\ linked' = linked \cup {f} /\ held' = held \cup {f}
  /\ want' = [want EXCEPT ![f] = Zeros]
  /\ UNCHANGED <<pool, shares, content, table, lock, figure, th>>

Open(t, f) ==
  /\ th[t].pc = "idle" /\ f \in linked \ held
  /\ held' = held \cup {f}
  /\ UNCHANGED <<pool, shares, content, table, lock, linked, want, figure, th>>

(* ---- FileWriter.write ---- *)

IsShared(p) == p /= None /\ shares[p] > 0
Lacks(f, i) == table[f][i] = None \/ (IsShared(table[f][i]) /\ Fault /= "no share check")

BeginWrite(t, f, from, to) ==
  /\ th[t].pc = "idle" /\ f \in held /\ lock[f] = None
  /\ lock' = [lock EXCEPT ![f] = t]
  /\ LET need == Count({i \in from..to : Lacks(f, i)})
     IN th' = [th EXCEPT ![t] = [Idle EXCEPT !.pc = IF need = 0 THEN "write" ELSE "reserve",
                                   !.file = f, !.from = from, !.to = to, !.need = need]]
  /\ UNCHANGED <<pool, shares, content, table, names, want, figure>>

\* PageAllocator.reserve: as many as there are, by one compare-and-set.
Reserve(t) ==
  /\ th[t].pc = "reserve"
  /\ LET n == IF free < th[t].need THEN free ELSE th[t].need
     IN /\ th' = [th EXCEPT ![t].pc = IF n = 0 THEN "write" ELSE "take", ![t].need = n]
        /\ free' = IF Fault = "free is lowered late" THEN free ELSE free - n
        /\ used' = IF Fault = "used when reserved" THEN used + n ELSE used
  /\ UNCHANGED <<bits, shares, content, table, lock, names, want, figure>>

\* PageBitmap.take: one page after the other, by clearing its bit; waits while there is none.
Take(t) ==
  /\ th[t].pc = "take"
  /\ \E p \in bits :
       /\ bits' = bits \ {p}
       /\ th' = [th EXCEPT ![t].supply = @ \cup {p}, ![t].need = @ - 1,
                           ![t].pc = IF th[t].need = 1 THEN "write" ELSE "take"]
  /\ free' = IF Fault = "free is lowered late" /\ free > 0 THEN free - 1 ELSE free
  /\ UNCHANGED <<used, shares, content, table, lock, names, want, figure>>

\* FileWriter.writablePage, one page of the range after the other.
Write(t) ==
  /\ th[t].pc = "write"
  /\ LET f == th[t].file  i == th[t].from  p == table[f][i]
     IN IF i > th[t].to \/ (Lacks(f, i) /\ th[t].supply = {}) \* done, or short
        THEN /\ th' = [th EXCEPT ![t].pc = "publish", ![t].gain = th[t].put]
             /\ UNCHANGED <<content, want, table>>
        ELSE IF ~Lacks(f, i)
        THEN /\ content' = [content EXCEPT ![p] = f]
             /\ want' = [want EXCEPT ![f][i] = f]
             /\ th' = [th EXCEPT ![t].from = i + 1]
             /\ UNCHANGED table
        ELSE \E own \in th[t].supply :
             /\ content' = [content EXCEPT ![own] = f]
             /\ want' = [want EXCEPT ![f][i] = f]
             /\ table' = [table EXCEPT ![f][i] = own]
             /\ th' = [th EXCEPT ![t].from = i + 1, ![t].put = @ + 1, ![t].supply = @ \ {own},
                                 ![t].pc = IF p = None THEN "write" ELSE "unshare", ![t].page = p]
  /\ UNCHANGED <<pool, shares, lock, names, figure>>

\* The file is no owner of the shared page any more. If the others have gone meanwhile it was the
\* last one, and the page is freed.
Unshare(t) ==
  /\ th[t].pc = "unshare"
  /\ LET p == th[t].page
     IN IF IsShared(p)
        THEN /\ shares' = [shares EXCEPT ![p] = @ - 1]
             /\ th' = [th EXCEPT ![t].pc = "write", ![t].page = None]
        ELSE /\ th' = [th EXCEPT ![t].gone = @ \cup {p}, ![t].page = None, ![t].next = "write",
                                 ![t].pc = "bits", ![t].loss = @ + 1]
             /\ UNCHANGED shares
  /\ UNCHANGED <<pool, content, table, lock, names, want, figure>>

\* PageSupply.settle: what came to the file counts now; what is left over goes back to the pool.
Publish(t) ==
  /\ th[t].pc = "publish"
  /\ used' = IF Fault = "used when reserved" THEN used - Count(th[t].supply) ELSE used + th[t].put
  /\ LET back == IF Fault = "the rest is kept" THEN {} ELSE th[t].supply
     IN th' = [th EXCEPT ![t].pc = IF back = {} THEN "unlock" ELSE "give back",
                         ![t].gone = back, ![t].supply = {}, ![t].put = 0]
  /\ UNCHANGED <<bits, free, shares, content, table, lock, names, want, figure>>

GiveBack(t) ==
  /\ th[t].pc = "give back"
  /\ bits' = bits \cup th[t].gone
  /\ content' = [p \in Pages |-> IF p \in th[t].gone THEN "zero" ELSE content[p]]
  /\ th' = [th EXCEPT ![t].pc = "free", ![t].need = Count(th[t].gone), ![t].gone = {},
                      ![t].next = "unlock"]
  /\ UNCHANGED <<free, used, shares, table, lock, names, want, figure>>

(* ---- PageTable.truncate: FileSpace.setSize under the lock, Volume.free without ---- *)

BeginTruncate(t, f, from) ==
  /\ th[t].pc = "idle" /\ f \in held /\ lock[f] = None /\ \E i \in from..Size : table[f][i] /= None
  /\ lock' = IF Fault = "cut without the lock" THEN lock ELSE [lock EXCEPT ![f] = t]
  /\ th' = [th EXCEPT ![t] = [Idle EXCEPT !.pc = "drop", !.file = f, !.from = from, !.to = from]]
  /\ UNCHANGED <<pool, shares, content, table, names, want, figure>>

\* ShareCounts.drop, one page (at index `to`) after the other; those that had no other owner are
\* freed together. The table still has them until Clear, which only the lock makes right.
Drop(t) ==
  /\ th[t].pc = "drop"
  /\ LET p == table[th[t].file][th[t].to]
         others == IsShared(p) /\ Fault /= "no share check at free"
         gone == IF p = None \/ others THEN th[t].gone ELSE th[t].gone \cup {p}
         last == th[t].to = Size
     IN /\ shares' = IF others THEN [shares EXCEPT ![p] = @ - 1] ELSE shares
        /\ th' = [th EXCEPT ![t].to = @ + 1, ![t].gone = gone, ![t].next = "clear",
                            ![t].pc = IF ~last THEN "drop" ELSE IF gone = {} THEN "clear" ELSE "bits",
                            ![t].loss = Count(gone)]
  /\ UNCHANGED <<pool, content, table, lock, names, want, figure>>

\* PageAllocator.release: first the pages, then the figure, then the count.
FreeBits(t) ==
  /\ th[t].pc = "bits"
  /\ bits' = bits \cup th[t].gone
  /\ content' = [p \in Pages |-> IF p \in th[t].gone THEN "zero" ELSE content[p]]
  /\ th' = [th EXCEPT ![t].pc = "used", ![t].need = Count(th[t].gone), ![t].gone = {}]
  /\ UNCHANGED <<free, used, shares, table, lock, names, want, figure>>

FreeUsed(t) ==
  /\ th[t].pc = "used"
  /\ used' = used - th[t].need
  /\ Go(t, "free")
  /\ UNCHANGED <<bits, free, shares, content, table, lock, names, want, figure>>

FreeCount(t) ==
  /\ th[t].pc = "free"
  /\ free' = free + th[t].need
  /\ th' = [th EXCEPT ![t].pc = th[t].next, ![t].need = 0]
  /\ UNCHANGED <<bits, used, shares, content, table, lock, names, want, figure>>

Clear(t) ==
  /\ th[t].pc = "clear"
  /\ LET f == th[t].file
         Cut(i) == i >= th[t].from
     IN /\ table' = [table EXCEPT ![f] = [i \in Index |-> IF Cut(i) THEN None ELSE @[i]]]
        /\ want' = [want EXCEPT ![f] = [i \in Index |-> IF Cut(i) THEN "zero" ELSE @[i]]]
  /\ Go(t, "unlock")
  /\ UNCHANGED <<pool, shares, content, lock, names, figure>>

(* ---- RangeCopy.share: copy_file_range of a whole page, both files locked ---- *)

BeginCopy(t, f, i, g, j) ==
  /\ th[t].pc = "idle" /\ {f, g} \subseteq held /\ lock[f] = None /\ lock[g] = None
  /\ table[f][i] /= None /\ <<f, i>> /= <<g, j>> /\ table[f][i] /= table[g][j]
  /\ lock' = [lock EXCEPT ![f] = t, ![g] = t]
  /\ shares' = [shares EXCEPT ![table[f][i]] = @ + 1]
  /\ th' = [th EXCEPT ![t] = [Idle EXCEPT !.pc = "punch", !.file = g, !.from = j,
                                          !.page = table[f][i], !.to = want[f][i]]]
  /\ UNCHANGED <<pool, content, table, names, want, figure>>

\* RegularFile.punch of what the target had there.
Punch(t) ==
  /\ th[t].pc = "punch"
  /\ LET p == table[th[t].file][th[t].from]
         kept == p = None \/ IsShared(p)
     IN /\ table' = [table EXCEPT ![th[t].file][th[t].from] = None]
        /\ shares' = IF IsShared(p) THEN [shares EXCEPT ![p] = @ - 1] ELSE shares
        /\ th' = [th EXCEPT ![t].next = "link", ![t].pc = IF kept THEN "link" ELSE "bits",
                            ![t].gone = IF kept THEN {} ELSE {p},
                            ![t].loss = IF kept THEN 0 ELSE 1]
  /\ UNCHANGED <<pool, content, lock, names, want, figure>>

Link(t) ==
  /\ th[t].pc = "link"
  /\ table' = [table EXCEPT ![th[t].file][th[t].from] = th[t].page]
  /\ want' = [want EXCEPT ![th[t].file][th[t].from] = th[t].to]
  /\ th' = [th EXCEPT ![t].pc = "unlock", ![t].page = None]
  /\ UNCHANGED <<pool, shares, content, lock, names, figure>>

Unlock(t) ==
  /\ th[t].pc = "unlock"
  /\ lock' = [f \in Files |-> IF lock[f] = t THEN None ELSE lock[f]]
  /\ figure' = figure + th[t].gain - th[t].loss
  /\ th' = [th EXCEPT ![t] = Idle]
  /\ UNCHANGED <<pool, shares, content, table, names, want>>

Next == \E t \in Threads :
  \/ \E f \in Files : Create(t, f) \/ Open(t, f) \/ Forget(t, f) \/ Unlink(t, f)
  \/ \E f \in Files, i \in Index : BeginWrite(t, f, i, Size) \/ BeginTruncate(t, f, i)
  \/ \E f, g \in Files, i \in Index : f /= g /\ BeginCopy(t, f, i, g, 1)
  \/ Reserve(t) \/ Take(t) \/ Write(t) \/ Unshare(t) \/ Publish(t) \/ GiveBack(t)
  \/ Drop(t) \/ FreeBits(t) \/ FreeUsed(t) \/ FreeCount(t) \/ Clear(t)
  \/ Punch(t) \/ Link(t) \/ Unlock(t)

Spec == Init /\ [][Next]_vars

(* ---- what must hold ---- *)

Cuts(t) == \/ th[t].pc \in {"drop", "clear"}
           \/ th[t].pc \in {"bits", "used", "free"} /\ th[t].next = "clear"
\* Entries that are still in a table although the file, which nobody may look at, owns the page no
\* more.
Stale(f, i) == \E t \in Threads : Cuts(t) /\ th[t].file = f /\ i >= th[t].from /\ i < th[t].to
Owners(p) == Count({fi \in Files \X Index : table[fi[1]][fi[2]] = p /\ ~Stale(fi[1], fi[2])})
             + Count({t \in Threads : p \in th[t].supply \cup th[t].gone})
             + Count({t \in Threads : p = th[t].page})

\* No page in two places, unless its share count says so; none of them free.
NoPageTwice == \A p \in Pages : Owners(p) = IF p \in bits THEN 0 ELSE 1 + shares[p]

RECURSIVE Sum(_, _)
Sum(s, n) == IF s = {} THEN 0 ELSE LET t == CHOOSE x \in s : TRUE IN n[t] + Sum(s \ {t}, n)

\* Nothing is promised twice: whoever has reserved finds pages.
Capacity ==
  LET Reserved == [t \in Threads |-> IF th[t].pc = "take" THEN th[t].need ELSE 0]
  IN free + Sum(Threads, Reserved) <= Count(bits) /\ used + free <= Count(Pages)

\* What statfs tells grows only by what a finished operation has put into files, each operation
\* wholly or not at all; it falls as pages come free.
Observer ==
  LET Gain == [t \in Threads |-> th[t].gain]
      Loss == [t \in Threads |-> th[t].loss]
  IN \E done \in SUBSET Threads : used - figure - Sum(done, Gain) \in -Sum(Threads, Loss)..0

\* Whoever may read a file sees what was written to it.
Reader == \A f \in linked \cup held : lock[f] = None =>
  \A i \in Index : want[f][i] = IF table[f][i] = None THEN "zero" ELSE content[table[f][i]]

\* When nobody is at work every page is in the pool or in a file; none is left when no file is.
NoLeak == (\A t \in Threads : th[t].pc = "idle") =>
  LET inFiles == UNION {PagesIn(f) : f \in Files}
  IN /\ bits = Pages \ inFiles /\ free = Count(bits) /\ used = Count(inFiles)
     /\ \A f \in Files \ (linked \cup held) : table[f] = Holes
=============================================================================
