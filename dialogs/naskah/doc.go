// Package naskah holds every Indonesian sentence the program says, as reviewed
// Markdown in id/**/*.md. Health workers edit these files and nothing else.
//
// An entry:
//
//	## hamil.jam
//	Jam berapa Ibu mau diingatkan?
//	Contoh: *19.00*
//
//	- [19:00] 19.00
//	- [20:00] 20.00
//
//	> sumber: TTDH §2
//	> ditinjau: belum
//
// `## key` names it; a key may be followed by a variant: `@6-8bln` (child's age in
// months) or `@28-40mgg` (week of pregnancy). The body is what a person reads, with
// placeholders {nama}. `- [id] Label` lines are the choices (buttons, or a numbered
// list); other bullets are plain text. Notes, each a line of its own:
//
//   - `> sumber: KIA24 §8.1; UNV §5` names the guideline (codes of the fact sheet; PROG
//     and BOT for the programme page and the program itself); advice must have one.
//     `tanpa fakta` marks an answer that only says whom to ask, because no fact was found.
//   - `> ditinjau:` is `belum`, or what a signed sheet puts there: day, sheet, and the
//     fingerprint of the words. A text changed afterwards is unreviewed again.
//   - `> berlaku sampai: 2027-01-01` is the last day of a review.
//   - `> terkait: a, b` names related topics; `> judul: Kapan mulai MP-ASI` is the label of
//     a button that leads here, or the name of a danger sign in an alert.
//
// # How code uses it
//
// [Uses] finds these: a key written as a literal in a call of Say, Alone, line, Line, Text or
// T (first argument), retry (second) or SayTo (fourth), followed by names and values
// of placeholders; a literal in a field named Text, TextKey, Ask or Say; the keys
// <dialog>.<step>, <dialog>.<step>.contoh, <dialog>.judul and <dialog>.ubah of every literal
// `ID:` or of a helper that makes a step, part("data"); a sum such as "bahaya." + sign,
// which stands for all keys of that form; any string equal to a key. Keys made in
// another way are declared by a comment `//naskah: prefix bahaya.` in the file that
// makes them.
//
// # Health advice and plain talk
//
// An entry is health advice when its source is a health guideline: it names an amount,
// an act, a threshold, or when to seek care for what. Advice that no health worker signed,
// or whose review is over, is not sent ([Policy]); then its plain form is sent,
//
//	## ttd.mual.polos
//
// which says the same without advice, with the same choices; an answer of the FAQ is
// replaced by the offer of a person. Plain talk is always sent: questions, confirmations,
// registration, an appointment (what, when, where, what to bring: sources PROG, BOT,
// design), whom to ask, and the one line "langsung ke IGD atau telepon 119". So a mother
// registers, is asked for her tablet and is answered "tercatat" before anything is signed.
// Danger messages (keys bahaya…) are always sent: silence would harm more than an unsigned
// line. Their first aid is therefore held to acts that the fact sheet names (a test);
// what it does not name is left to whoever answers 119.
//
// # Review
//
// A signature holds for the days of the city's setting masa-ulasan, or to the day of
// `> berlaku sampai:` where that is sooner. The setting naskah-belum-ditinjau allows what
// nobody signed (auto: in try, not in serve).
//
// [ReviewSheet] exports what waits for a health worker, [Signed] reads the sheet
// back, [Texts.WithSigned] applies it to the loaded texts and [Stamp] writes it into
// the files.
//
// # No fact
//
// The answers marked `tanpa fakta` are listed in the test of topics. Others say
// plainly which part of a question the fact sheet leaves open: freezing of food, hours
// of screens, bathing and swaddling, period pain, opening hours, haid after birth.
package naskah
