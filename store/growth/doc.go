// Package growth tells how a child grows: z-scores by the WHO Child Growth Standards
// for 0–60 months, the categories of Permenkes 2/2020, the growth card's N and T, the
// posyandu's SKDN, what to measure again and whom to refer. It is pure: values in,
// values out; words for people live in dialogs/naskah under the keys given here.
//
// # One measuring
//
//	r := growth.Assess(growth.Child{Sex: growth.Girl, AgeDays: 300, Weight: 8.4, Length: 70, Position: growth.Lying})
//	r.WAZ.Value                        // z, unrounded
//	s := growth.Classify(r)            // s.WeightForAge.Name() == "Berat badan normal"
//	growth.Of(child, measurement)      // the same from the stored nouns
//
// A value is there or it is not ([Z].Known): without a table row nothing is guessed and
// nothing is called normal. Outside WHO's plausible range ([Z].Wild) a value is shown,
// measured again and not classified.
//
// # A child's months
//
//	marks := growth.Card(child, measurements, rules)  // one Mark per weighing, oldest first
//	m := marks[len(marks)-1]                // m.Letter N, T, O or B; m.Reason a key; m.Times 2 = 2T
//	growth.Doubts(child, earlier, now)      // what to ask before saving: "ukur ulang?"
//	growth.Refer(status, m, now)            // what the card's rule says, most urgent first
//
// # A posyandu's month
//
//	c := growth.Count(months)               // S, K, D, N, T, O, B, 2T, BGM
//	c.Ratios()                              // K/S, D/S, … with D' ; a zero denominator has no value
//	growth.Heaping(values)                  // preference of last digits, per kader
//
// # Where the numbers come from
//
// who.tsv is made by go generate from npm jsgrowup; extra.tsv holds what it lacks.
// Between WHO's knots L, M and S follow natural cubic splines: on WHO's survey of 498
// children all but a handful of z-scores equal WHO's to two decimals, none is further
// than 0.01. kbm.tsv (minimum gain per month) and the red and orange line are data not
// yet compared with a printed card (health-facts §7.3, §13.4): see [Rules].
package growth
