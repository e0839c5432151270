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
package dialogs
