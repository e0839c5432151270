// Package reminders decides what is due to whom, and when to look at somebody next.
//
// A rule is a row ([Rules]): for whom, counted from what, on which days, at what hour,
// how late it may still be said, which text. [Plan] is pure: the same view and the
// same two moments give the same turn. Nothing is stored ahead: changing a row changes
// tomorrow. [Sweep] takes pages of people whose wake time has come through [Plan] and
// commits; cron only ticks.
//
// # To add a rule
//
// One row in the file of its group, one text `pengingat.<id>` in naskah, one test row.
package reminders
