// Package reminders decides what a family is told unasked, and when. Rules are
// rows of data ([Row]), a file for each rule group; [Planner.Plan] computes from a
// view alone which of them are due and when to look again; [Planner.Decide] makes
// the Turn; [Sweep] runs over everyone whose wake time has come; [Tick] only ticks.
//
// # A row
//
// A row says for whom it speaks (a pregnancy, the mother after birth, a child, a
// girl, a family), from which day it counts (HPHT, HPL, birth, registration, posyandu
// day), on which days after it, at which hour, how long it is of use, how late a family
// that registers late still gets it, which text it says, which question it opens,
// what silences it, and where it comes from. Adding a reminder is a row and a text;
// testdata/jadwal.golden.md is the table a midwife signs.
//
// # Exactly once
//
// A reminder is known by rule, subject and due day. The family's ledger holds those
// that were said (60 days), Family.Planned the moment up to which all is decided.
// What is due and cannot be said now (quiet hours, ceiling) keeps Planned back; what
// is past its use or silenced is counted and never said later. The turn reads the
// person's version, so a STOP that comes between is seen, and writes the family only.
//
// # At most so much
//
// What falls together is one message. A family gets at most `batas-harian` of them a
// day, within the window of the settings; only an hour she chose herself may lie
// outside it. A question "nanti" asked for is not counted. One question and one piece
// of advice a message; advice never stands beside the tablet.
//
// # Questions, and the dialogs that hear the answers
//
// A row that opens a dialog leaves a store.Open (its ID is the question of the buttons,
// "dialog/about/day") and is said only where there is a dialog of that id
// ([Planner.Opens]). The button ids stand in the text of the row.
//
//   - ttd, mms, ttd-lagi → "ttd": sudah, nanti (Open.Again = when to ask once more), belum;
//     after three silent days also jam:05:30, jam:12:00, jam:21:00.
//   - lahir-tanya, lahir-h7 → "lahir": sudah, belum.
//   - imunisasi-tanya (once, two days after a child older than a month was registered
//     without any vaccine known) → "imunisasi": lengkap (all doses up to her age were
//     given: enter them in Child.Vaccines with the zero day, set VaccinesAll), belum (ask
//     which, enter the others, set VaccinesAll), lupa (nothing changes).
//   - anc-… → "periksa", kf1–kf4 → "nifas" (mother and newborn at once): sudah, belum.
//   - vitamin-a-hasil (two days after a posyandu day for which the capsule was named and
//     none is recorded) → "vitamin-a": sudah, belum.
//   - What was answered with "belum" is asked once more by <dialog>-lagi at Open.Again,
//     until Open.Until; who lets that pass becomes a task (<dialog>-belum) when it expires.
//   - imunisasi-hasil (the day after a posyandu day for which doses were named) →
//     "imunisasi": sudah (enter every dose the ledger named for that day: [Named]),
//     sebagian (ask which), belum (as above, and named again next month).
//   - posyandu-absen (the evening of a posyandu day that is over, to families without
//     a line in it, whom its end wakes: nobody else is looked at for it) → "absen": sakit, kerja, lupa, pergi. The answer belongs into the
//     day's lines (DayLine.Absent); worth a visit are sakit and who is absent twice.
//
// # Tasks made here, all due on the next morning at eight
//
//   - "lahir-tanpa-kabar": HPL+14 without a report; the pregnancy was ended. Subject = pregnancy.
//   - "ttd-terlewat": seven days without a tablet and without an answer, once a run. Subject = pregnancy.
//   - "periksa-belum", "nifas-belum", "imunisasi-belum", "vitamin-a-belum": asked once more
//     and silent; Note holds the reason she gave. Subject = whom it is about.
//   - "sampaikan": no address reaches her; Note holds the words to pass on (rows marked
//     Pass only: no daily tablet, no advice). Subject = whom it is about.
//
// They go to the family's kader, else a kader of its posyandu, else the bidan.
//
// # What others write and these rules read
//
// Child.Vaccines (dose ids of [Doses]), Child.VaccinesAll, Child.NotGained (a T on a
// posyandu day: edukasi-43 two days later), Pregnancy.Visits and Child.Visits ("k1".."k8", "kf1", "kn1"), Child.VitaminA, Prefs.Mute
// (kinds of [Kinds], or rule ids), Prefs.Snoozed, Family.PausedUntil, store.Day (closed, lines),
// Posyandu.Days.Moved. Who moves or calls off a posyandu day also sets the wake time of
// its families to now ([NextWake] does): those invited already hear of it once
// (posyandu-pindah, posyandu-batal), whenever they are looked at.
package reminders
