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
// list); other bullets are plain text. `> sumber:` names the guideline (codes of the
// fact sheet); health advice must have one. `> ditinjau:` is `belum`, or the date and
// sheet on which a health worker signed it. `> berlaku sampai: 2027-01-01` ends it,
// `> terkait: a, b` names related topics.
//
// # How code uses it
//
// A key written as a literal in a call of Say, Alone, SayTo, line or Get, or built as
// "<dialog>.<step>", is found by [Uses]; keys built at run time are declared by a
// comment `//naskah: prefix bahaya.`.
package naskah
