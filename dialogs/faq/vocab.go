package faq

// vocab holds the ids of the classes the marking and the figures speak of.
type vocab struct {
	neg, negAda, skip, kok, cond, when, fear, past, sempat, ago, just, now, here, since, daypart, cry, panic                                                                                                                                     int
	self, istri, asking, def, weak, can, unreal, okay, done, mild, lot, but, from                                                                                                                                                                int
	hamil, janin, lahir, nifas, bayi, anak, other, mau, kuat, aux                                                                                                                                                                                int
	tensi, hb, lila, suhu, demam, napas, pipis, tag, hot, tis                                                                                                                                                                                    int
	minute, hour, day, week, month, year, times, degree, decades                                                                                                                                                                                 int
	nomore, birth, before, each, remedy, little, nb, sib, taken, panasTinggi, limit, labour, yet, how, eat, drink, tight, belly, blood, noblood, only, doing, body, title, weekday, nth, habit, must, weight, study, studyFor, says, calm, gerak int
}

func newVocab(l *lexicon) *vocab {
	c := l.id
	return &vocab{
		neg: c("NEG"), negAda: c("NEGADA"), skip: c("SKIP"), kok: c("KOK"), cond: c("IF"), when: c("WHEN"),
		fear: c("FEAR"), past: c("PAST"), sempat: c("SEMPAT"), ago: c("AGO"), just: c("JUST"), now: c("NOW"),
		here: c("HERE"), since: c("SINCE"), daypart: c("DAYPART"), cry: c("CRY"), panic: c("PANIC"), self: c("SELF"),
		istri: c("ISTRI"), asking: c("ASKING"), def: c("DEF"), weak: c("WEAK"), can: c("CAN"), unreal: c("UNREAL"),
		okay: c("OKAY"), done: c("DONE"), mild: c("MILD"), lot: c("LOT"), but: c("BUT"), from: c("FROMNOUN"),
		hamil: c("HAMIL"), janin: c("JANIN"), lahir: c("LAHIR"), nifas: c("NIFAS"), bayi: c("BAYI"),
		anak: c("ANAK"), other: c("OTHER"), mau: c("MAU"), kuat: c("KUAT"), aux: c("AUX"), tensi: c("TENSI"),
		hb: c("HB"), lila: c("LILA"), suhu: c("SUHU"), demam: c("DEMAM"), napas: c("NAPAS"), pipis: c("PIPIS"),
		tag: c("TAG"), hot: c("HOT"), tis: c("TIS"), minute: c("MINUTE"), hour: c("HOUR"), day: c("DAY"),
		week: c("WEEK"), month: c("MONTH"), year: c("YEAR"), times: c("TIMES"), degree: c("DEGREE"), decades: c("DECADES"),
		nomore: c("NOMORE"), birth: c("BIRTH"), before: c("BEFORE"),
		each: c("EACH"), remedy: c("REMEDY"), little: c("LITTLE"), nb: c("NB"), sib: c("SIB"), taken: c("TAKEN"),
		panasTinggi: c("PANASTINGGI"), limit: c("LIMIT"), labour: c("MULES"), yet: c("YET"), how: c("HOW"), eat: c("MAKAN"), drink: c("MINUM"),
		tight: c("KENCANG"), belly: c("PERUT"), blood: c("DARAH"), noblood: c("NOBLOOD"), only: c("ONLY"), doing: c("DOING"), body: c("BODY"), title: c("TITLE"), weekday: c("WEEKDAY"), nth: c("NTH"), habit: c("HABIT"), must: c("MUST"), weight: c("WEIGHT"), study: c("STUDY"), studyFor: c("STUDYFOR"), says: c("SAYS"), calm: c("CALM"), gerak: c("GERAK"),
	}
}
