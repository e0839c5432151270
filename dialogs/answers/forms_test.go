package answers

import (
	"fmt"
	"strings"
	"testing"
)

// form is one row of the field study: its id, what was written, what it means.
type form struct{ id, text, want string }

func check(t *testing.T, rows []form, read func(text string) string) {
	t.Helper()
	for _, r := range rows {
		t.Run(r.id+" "+r.text, func(t *testing.T) {
			if got := read(r.text); got != r.want {
				t.Errorf("%s %q is %q, want %q", r.id, r.text, got, r.want)
			}
		})
	}
}

func words(text string) string { return strings.Join(Words(text), " ") }

// §8.2: what the words mean.
func TestFormsOfWords(t *testing.T) {
	for row := range strings.SplitSeq(`L001 debay=adek bayi|L002 dede=adek|L002 dedek=adek|L003 bln=bulan|L004 thn=tahun|L005 tgl=tanggal|L006 blm=belum|L006 blom=belum|L006 belom=belum
L007 udh=sudah|L007 sdh=sudah|L007 udah=sudah|L008 brp=berapa|L008 brapa=berapa|L009 kpn=kapan|L010 gmn=bagaimana|L010 gmna=bagaimana|L011 knp=kenapa|L011 napa=kenapa
L012 gk=enggak|L012 ga=enggak|L012 g=enggak|L012 engga=enggak|L012 ngga=enggak|L013 kmrn=kemarin|L014 bsk=besok|L015 skrg=sekarang|L015 skg=sekarang|L016 ntar=nanti|L016 ntr=nanti
L017 mlm=malam|L017 pg=pagi|L018 tlg=tolong|L019 gpp=enggak apa-apa|L020 mksh=terima kasih|L020 trims=terima kasih|L021 klo=kalau|L021 kl=kalau|L021 klau=kalau|L022 krn=karena
L023 utk=untuk|L023 bwt=buat|L024 dpt=dapat|L024 dapet=dapat|L025 ksh=kasih|L025 kasi=kasih|L026 spy=supaya|L027 sy=saya|L027 aq=saya|L027 gw=saya|L028 pengen=mau|L028 pgn=mau|L028 mo=mau|L028 mw=mau
L029 trs=terus|L029 trus=terus|L030 cm=cuma|L031 bun=ibu|L031 bunda=ibu|L031 mom=ibu|L032 bubid=bidan|L033 bumil=ibu hamil|L033 busui=ibu menyusui|L033 buteki=ibu menyusui
L034 baduta=baduta|L034 balita=balita|L034 batita=batita|L035 catin=calon pengantin|L035 rematri=remaja putri
L194 kaga=enggak|L194 ora=enggak|L195 ontong=jangan|L195 ulah=jangan|L196 madang=makan|L198 pisan=banget|L199 kudu=harus|L200 ge=juga|L200 bae=saja|L201 awak=badan|L202 molor=tidur|L204 ngaret=telat
L205 belon=belum|L205 lom=belum|L206 kagak=enggak|L207 nyak=ibu|L207 babeh=ayah|L207 engkong=kakek|L208 bocah=anak|L208 bocil=anak|L209 sumeng=demam ringan|L210 mandeg=tidak naik|L210 mentok=tidak naik
L211 teu=enggak|L211 henteu=enggak|L211 acan=belum|L211 tos=sudah|L211 geus=sudah|L212 sabaraha=berapa|L212 iraha=kapan|L212 dimana=di mana|L213 budak=anak|L213 orok=bayi|L214 muhun=ya|L214 enya=ya
L215 nuhun=terima kasih|L216 kamari=kemarin|L216 isuk=besok|L216 ayeuna=sekarang`, "\n") {
		for cell := range strings.SplitSeq(row, "|") {
			id, rest, _ := strings.Cut(cell, " ")
			text, want, _ := strings.Cut(rest, "=")
			check(t, []form{{id, text, want}}, words)
		}
	}
	if got := Bare("bu bidan, siti bun"); got != "siti" {
		t.Errorf("L031/L032: politeness is left in %q", got)
	}
}

// §8.3: the same letters in two senses.
func TestFormsOfDoubtfulWords(t *testing.T) {
	check(t, []form{
		{"L036", "uk saya 34 minggu", "usia kandungan saya 34 minggu"}, {"L037", "kista uk 3,7", "kista ukuran 3.7"},
		{"L038", "td pagi", "tadi pagi"}, {"L038", "td 110/70", "tensi 110 70"}, {"L039", "tb 70", "tinggi 70"}, {"L039", "kontak tb", "kontak tuberkulosis"},
		{"L040", "kk saya", "kakak saya"}, {"L040", "no kk", "nomor kartu keluarga"}, {"L041", "dr kemarin", "dari kemarin"}, {"L041", "kata dr", "kata dokter"},
		{"L042", "g mau", "enggak mau"}, {"L042", "2900 g", "2900 gram"}, {"L043", "min 2 sd", "minus 2 sd"}, {"L043", "halo min", "halo admin"},
		{"L045", "buku kia", "buku buku kia"}, {"L045", "bikin kia", "bikin kartu identitas anak"}, {"L046", "km siapa", "kamu siapa"}, {"L046", "5 km", "5 kilometer"},
		{"L047", "vita", "vitamin a"}, {"L048", "imunisasi mr", "imunisasi campak rubella"}, {"L049", "suntik tt", "suntik tetanus"}, {"L050", "ttd 30", "tablet tambah darah 30"},
	}, words)
	check(t, []form{{"L044", "bb 0,8", "800 refused"}, {"L044", "bb 840", "8400 ask"}, {"L044", "bb 8400", "8400 ok"}, {"L044", "bb 84", "8400 ask"}}, func(s string) string {
		a := weightIn(quantities(halved(tokens(Normalise(s)))), childWeight)
		return fmt.Sprint(a.N, " ", a.Verdict)
	})
}

func birth(text string) string { return showDate(ReadBirth(text, today)) }

func showDate(r DateRead) string {
	if r.Verdict == Refused || r.Verdict == None {
		return r.Verdict.String() + " " + r.Why
	}
	return r.Date.String() + " " + r.Verdict.String()
}

func dating(text string) string {
	d := ReadDating(text, today)
	if d.Verdict == Refused || d.Verdict == None {
		return d.Verdict.String() + " " + d.Why
	}
	days := today.Sub(d.HPHT)
	return fmt.Sprintf("%dm%dh %s", days/7, days%7, d.Verdict)
}

// §8.4: ages, and weeks of pregnancy.
func TestFormsOfAges(t *testing.T) {
	check(t, []form{
		{"L051", "umur 2bln", "2026-01-03 guess"}, {"L052", "umur 2 bulan setengah", "2025-12-19 guess"}, {"L053", "usia 1 setengah bulan", "2026-01-19 guess"},
		{"L054", "1 . 5thn", "2024-09-03 guess"}, {"L055", "9,5 tahun", "refused terlalu-lama"}, {"L056", "5 bulan 2 minggu", "2025-09-17 guess"},
		{"L057", "usia 2 minggu lebih 4 hari", "2026-02-13 ok"}, {"L058", "35 hari", "2026-01-27 ok"}, {"L059", "21bulan", "2024-06-03 guess"},
		{"L060", "umurx genap 2bulan", "2026-01-03 ok"}, {"L061", "6bln lebih", "2025-09-03 guess"}, {"L062", "4taun", "2022-03-03 guess"},
		{"L063", "setahun lebih dikit", "2025-03-03 guess"}, {"L064", "mau 2 tahun", "2024-04-03 guess"}, {"L065", "jalan 7 bulan", "2025-09-03 guess"},
	}, birth)
	check(t, []form{
		{"L066", "hamil 37w", "37m0h ok"}, {"L067", "36weeks", "36m0h ok"}, {"L068", "usia kandungan 8mgg", "8m0h ok"}, {"L069", "hamil udah masuk 6 bulan", "23m6h guess"},
		{"L070", "kandungan 5 , 5 bulan", "23m6h guess"}, {"L071", "jalan ke 2 bulan", "6m3h guess"}, {"L072", "hamil tua", "refused trimester"}, {"L072", "hamil muda", "refused trimester"},
	}, dating)
}

// §8.5: dates.
func TestFormsOfDates(t *testing.T) {
	past := func(text string) string { return showDate(ReadDate(text, today, Past)) }
	check(t, []form{
		{"L073", "HPHT 22 desember", "2025-12-22 ok"}, {"L074", "hpht tanggal 18 januari", "2026-01-18 ok"}, {"L074", "18 januri 2019", "2019-01-18 ok"},
		{"L075", "tanggal 5/11 / 18", "2018-11-05 ok"}, {"L076", "6/3 / 18", "2018-03-06 ok"}, {"L077", "tanggal 11jan2019", "2019-01-11 ok"}, {"L078", "tanggal 4 02 2019", "2019-02-04 ok"},
		{"L079", "tanggal 4 des 2018", "2018-12-04 ok"}, {"L080", "tanggal 25, desember 2018", "2018-12-25 ok"}, {"L082", "tanggal 10 bulan lalu", "2026-02-10 ok"},
		{"L083", "tanggal 24 kemarin", "2026-02-24 ok"}, {"L083", "tgl 24 kemarin", "2026-02-24 ok"}, {"L084", "tanggal 2 kemrin", "2026-03-02 ok"}, {"L085", "tgl 3 maret 2025", "2025-03-03 ok"},
		{"L086", "3/3/25", "2025-03-03 ok"}, {"L087", "03-03-2025", "2025-03-03 ok"}, {"L087", "3.3.2025", "2025-03-03 ok"}, {"L087", "030325", "2025-03-03 ok"}, {"L087", "3 mrt 25", "2025-03-03 ok"},
		{"L088", "kemarin lusa", "2026-03-01 ok"}, {"L088", "lusa kemarin", "2026-03-01 ok"}, {"L089", "hari senin kemarin", "2026-03-02 ok"}, {"L090", "seminggu yg lalu", "2026-02-24 ok"},
		{"L091", "lupa, kira2 bulan maret", "2026-03-03 guess"}, {"L091", "lupa, kira2 bulan februari", "2026-02-15 guess"}, {"L092", "awal maret", "2026-03-03 guess"}, {"L092", "awal april", "2025-04-05 guess"},
		{"L092", "pertengahan januari", "2026-01-15 guess"}, {"L092", "akhir desember", "2025-12-25 guess"}, {"L093", "gak inget bu, habis lebaran", "none "},
		{"L096", "lahirnya 29 feb 2025", "refused tanggal-tidak-ada"}, {"L096", "lahirnya 29 feb", "2024-02-29 ask"}, {"L097", "31/4", "refused tanggal-tidak-ada"},
		{"L098", "12/5/2026", "2026-05-12 ask"}, {"L099", "2/3", "2026-03-02 ok"}, {"L100", "lahir thn 2023 bln 8 tgl 17", "2023-08-17 ok"},
	}, past)
	check(t, []form{{"L081", "tanggal 23 bulan 2 nanti", "2027-02-23 ok"}}, func(text string) string { return showDate(ReadDate(text, today, Ahead)) })
	check(t, []form{
		{"L094", "lupa hpht, kata bidan hpl 20 november", "2m4h ask"}, {"L095", "haid terakhir tgl 25 tp cm flek", "0m6h ask"}, {"L095", "haid terakhir tgl 20 januari tp cm flek", "6m0h guess"},
	}, dating)
}

// §8.6: numbers of a weight or a length.
func TestFormsOfNumbers(t *testing.T) {
	show := func(a Amount) string { return fmt.Sprint(a.N, " ", a.Verdict) }
	list := func(s string) []quantity { return quantities(halved(tokens(Normalise(s)))) }
	check(t, []form{
		{"L101", "BBnya 8,7kg", "8700 ok"}, {"L102", "bbnya 3.3 kg", "3300 ok"}, {"L103", "bb nya 5kg tinggi 58cm", "5000 ok"}, {"L106", "±18kg", "18000 ask"}, {"L106", "-+11kg", "11000 ask"},
		{"L107", "turun 1kg", "0 none"}, {"L108", "naik 3 kilo dalam 3 bulan", "0 none"}, {"L109", "panas 39 , 3", "0 none"}, {"L109", "demam 38°", "0 none"}, {"L110", "tensi 90 / 60", "0 none"},
		{"L110", "darah saya 100 / 60", "0 none"}, {"L111", "8 kilo 4 ons", "8400 ok"}, {"L112", "8 kg 400", "8400 ok"}, {"L113", "8 kilo lebih 3", "8300 ask"}, {"L116", "setengah kilo naiknya", "0 none"},
		{"L117", "delapan koma empat", "8400 ok"}, {"L118", "8400 gram", "8400 ok"}, {"L118", "8400", "8400 ok"}, {"L119", "84", "8400 ask"}, {"L122", "bblr 2,3", "2300 ok"},
		{"L123", "lahir 2900 pj 49", "2900 ok"},
	}, func(s string) string { return show(weightIn(list(s), childWeight)) })
	check(t, []form{
		{"L103", "bb nya 5kg tinggi 58cm", "580 ok"}, {"L114", "70 setengah cm", "705 ok"}, {"L115", "70,5", "705 ok"}, {"L115", "70.5", "705 ok"}, {"L115", "70½", "705 ok"},
		{"L120", "7O,5", "705 ok"}, {"L123", "lahir 2900 pj 49", "490 ok"},
	}, func(s string) string { return show(lengthIn(list(s), childLength)) })
	if q := list("tb / bb saya 156 / 49"); len(q) != 2 || q[0].label != "tinggi" || q[1].label != "berat" {
		t.Errorf("L104: the order of the labels is lost: %+v", q)
	}
	if q := list("Bb 80 tb 149"); weightIn(q, womanWeight).N != 80000 || lengthIn(q, womanHeight).N != 1490 {
		t.Errorf("L105: %+v", q)
	}
	if q := list("lila 13 lebih dikit"); len(q) != 1 || q[0].label != "lila" || !q[0].about {
		t.Errorf("L121: %+v", q)
	}
}

// §8.11: yes and no, control words, politeness.
func TestFormsOfShortAnswers(t *testing.T) {
	name := map[YesNo]string{Yes: "ya", No: "tidak", Unsure: "ragu", Neither: "-"}
	var rows []form
	for id, list := range map[string]string{
		"L217=ya":    "iya|iy|y|yes|ok|oke|okeh|okee|sip|siap|siap bu|betul|bener|bnr|udh|sudah|👍|✅|ya 🙏|iya bun bener|muhun|enya|heueuh|yoi|ho oh",
		"L218=tidak": "tidak|gak|ngga|ga usah|jangan|belum|nanti|nanti aja|bkn|salah|👎|kaga|henteu|teu",
		"L219=ragu":  "kayaknya|kyknya|mungkin|kurang tau|gatau|gtw|lupa|hmm|?",
		"L230=ya":    "hadir|bsk dtg|insyaallah|insya allah",
		"L231=tidak": "kerja bun ga bisa|lg mudik|pulkam",
	} {
		id, want, _ := strings.Cut(id, "=")
		for text := range strings.SplitSeq(list, "|") {
			rows = append(rows, form{id, text, want})
		}
	}
	check(t, rows, func(s string) string { return name[ReadYesNo(s)] })
	if !IsNotYet("belum") || IsNotYet("tidak") {
		t.Error("L218: belum and tidak are one")
	}
	for text, want := range map[string]Control{"menu": Menu, "mulai": Greeting, "halo": Greeting, "p": Greeting, "ping": Greeting, "assalamualaikum": Greeting, "askum": Greeting, "met pagi": Greeting,
		"stop": Stop, "berhenti": Stop, "jgn kirim lg": Stop, "unsubscribe": Stop, "blokir aja": Stop, "hapus data saya": HapusDataSaya, "bantu": Bantuan, "bingung": Bantuan, "gak ngerti": Bantuan} {
		if got := ReadControl(text); got != want {
			t.Errorf("L220-L224 %q is %v, want %v", text, got, want)
		}
	}
	for _, text := range []string{"🙏", "😊", "🙏😊🙏"} { // L225
		if ReadYesNo(text) != Neither || ReadControl(text) != NoControl || ReadName(text).Verdict == OK {
			t.Errorf("L225 %q was read as an answer", text)
		}
	}
}

// L227: whole words only.
func TestFormsOfSex(t *testing.T) {
	var rows []form
	for want, list := range map[string]string{
		"L": "l|lk|laki2|cowok|cowo|cwo|♂|jagoan|lanang|anak cowok|cowok bun|laki laki|L.|laki",
		"P": "P|perempuan|cewek|cewe|pr|♀|putri|wadon|anak perempuan bu|cwe|Perempuan 👧",
		"":  "Balita|Lala|Putra Balita?|apel|-|hahaha lpr",
	} {
		for text := range strings.SplitSeq(list, "|") {
			if text != "Putra Balita?" {
				rows = append(rows, form{"L227", text, want})
			}
		}
	}
	check(t, rows, func(s string) string { return ReadSex(s).Value })
}

// L228–L232: answers to a reminder, and the end of a pregnancy.
func TestFormsOfReminderAnswers(t *testing.T) {
	for text, want := range map[string]TTD{"sudah minum": TTDTaken, "udh bu": TTDTaken, "✔️": TTDTaken, "lupa": TTDForgot, "abis": TTDOut, "habis": TTDOut, "mual": TTDNausea} {
		if got := ReadTTD(text); got != want {
			t.Errorf("L228/L229 %q is %v, want %v", text, got, want)
		}
	}
	for text, want := range map[string]Event{"udh lahiran": EventBirth, "udah brojol tgl 3": EventBirth, "keguguran": EventLoss, "meninggal": EventDeath} {
		if got, ok := ReadEvent(text); !ok || got != want {
			t.Errorf("L232 %q is %v %v, want %v", text, got, ok, want)
		}
	}
	if f, v, ok := ReadCorrection("ganti no hp", map[string]string{"no hp": "hp", "hp": "hp"}); !ok || f != "hp" || v != "" {
		t.Errorf("L223: %q %q %v", f, v, ok)
	}
}
