// Package reminders decides what a family is told unasked, and when. Rules are
// rows of data ([Row]), a file for each rule group; [Engine.Plan] computes from a
// view alone which of them are due and when to look again; [Engine.Decide] makes
// the Turn; [Sweep] runs over everyone whose wake time has come; [Cron] only ticks.
//
// # A row
//
// A row says for whom it speaks (a pregnancy, the mother after birth, a child, a
// family), from which day it counts (HPHT, HPL, birth, registration, posyandu day),
// on which days after it, at which hour, how long it is of use, how late a family
// that registers late still gets it, which text it says, which question it opens,
// what silences it, and where it comes from. Adding a reminder is a row and a text.
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
// outside it. A question "nanti" asked for is not counted.
package reminders
