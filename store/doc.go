// Package store holds the nouns of Tumbuh and their plain arithmetic: people,
// families, pregnancies, children, messages, turns. It plays the part of a root
// package: every other room speaks in these words, and this room imports the
// standard library only. Keeping the nouns is store/rdb's work.
//
// # Glossary (words with no true English equivalent)
//
//   - posyandu: the monthly health post of a neighbourhood, run by volunteers.
//   - kader: such a volunteer; every child has one responsible kader.
//   - bidan: midwife; TPG: the nutrition officer of a puskesmas.
//   - puskesmas: the public health centre of a part of a kecamatan.
//   - kelurahan, kecamatan: the city's wards and districts.
//   - HPHT: first day of the last menstruation. HPL: expected day of birth.
//   - TTD: the iron-folate tablet; MMS: the multi-micronutrient tablet that replaces it.
//   - KMS: the growth card; N/T: weight gained enough this month or not.
//   - nifas: the 42 days after birth.
//
// # The one idea
//
// A message, a due reminder and a broadcast slice are the same thing: a [Turn].
// It is decided purely from a [View] and written by one commit, all or nothing.
package store
