// Package dialogs is what the bot can talk about. It is pure: [Engine.Step] takes
// a view and one incoming thing and returns a turn, reads no clock and does no I/O.
//
// # To add a dialog
//
//  1. One Go file here with one [Dialog] literal: its id, the words that open it,
//     who may, its steps, and what happens at the end (Done).
//  2. One line in the list of [All].
//  3. One text file in naskah/id: `## <dialog>.<step>` is the question of each step,
//     its buttons are `- [id] Label` lines; `<dialog>.<step>.contoh` is said when the
//     answer was not understood.
//  4. One conversation in cmd/tumbuh/testdata/percakapan, written by hand first.
//
// Nothing else changes. [New] checks that every step has its texts and refuses to
// start otherwise.
//
// # What happens to a message, in this order
//
// danger sign → control word → the button's or the step's own question → a life
// event that is stated (birth, loss) → a question for the FAQ, answered, then the
// step asked again → a kind re-ask with an example; the third time a person is offered.
//
// # Where things are
//
// The engine: engine.go (the order above), ctx.go, dialog.go (the list of all), flow.go
// (steps), summary.go, change.go, button.go, control.go, arrive.go, asleep.go, guard.go.
//
// What is understood of free words: read.go, readmore.go, also.go (several answers in one
// message), place.go; opening.go, wish.go, telling.go, record.go of mothers, staffword.go,
// told.go, taskword.go, announce.go of staff; question.go, figures.go, thanks.go,
// goodnews.go.
//
// Mothers: aboutbot.go (who are you, is it free), consent.go, welcome.go, pregnancy.go, child.go, twin.go, correct.go, mydata.go,
// erase.go, stop.go, mute.go, movehome.go, newphone.go, sure.go, caregiver.go and caring.go
// (the second caregiver), picture.go, schedule.go, event.go, birth.go, loss.go.
//
// Danger: danger.go, dangerreport.go (staff write of others), alert.go, ladder.go, alarm.go,
// follow.go, afterdanger.go, climb.go, duty.go. Questions for a person: handover.go, reply.go, gap.go.
//
// Answers to reminders: openanswer.go, tablet.go, tabletcount.go, fasting.go, antenatal.go,
// given.go, vaccines.go, shot.go, absent.go, notyet.go.
//
// The posyandu day: day.go and day*.go (line, match, ask, question, hold, save, echo, correct,
// head, woman, given, food, close, end, evening, after, aside, beneath, place), guided.go, visit.go, referral.go, referralword.go, search.go,
// residents.go, paperwork.go, moveday.go, holiday.go, match*.go (one child twice).
//
// Staff otherwise: care.go and morning.go (tasks), invitation.go, leaving.go, losschild.go,
// setting.go, headcount.go, broadcast.go, broadcasts.go, announceask.go, attach.go, recall.go.
package dialogs
