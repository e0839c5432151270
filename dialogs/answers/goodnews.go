package answers

import (
	"slices"
	"strings"
)

// News is good news that a message tells.
type News int

// NoNews, Well ("alhamdulillah asi lancar", "makannya lahap"), Better ("udah ga mual lagi").
const (
	NoNews News = iota
	Well
	Better
)

// longestNews is how many words good news has at most.
const longestNews = 14

var (
	newsNot    = set("ga gak g gk nggak ngga engga enggak tidak tdk kagak kaga ndak henteu teu ora")
	newsStop   = set("tapi tp tpi cuma cuman cm kok kenapa knp mengapa kadang kdg kadang2 takut khawatir kuatir cemas bingung malah padahal namun sebelah cara caranya gimana gmn gmana bagaimana tips biar supaya agar spy pengen pingin ingin pgn obat resep apa apakah berapa brp kapan kpn boleh blh belum blm belom kalau kalo klo terus trus trs makin tambah dulu pernah minta tolong butuh harus perlu jadwal sedikit dikit kurang menu makanan mpasi siapa mana dimana masih msh kah normalkah wajar ya? moga semoga mudah2an mudahan smoga doain insyaallah hpl")
	newsGrave  = set("kejang step darah berdarah pendarahan perdarahan flek pingsan sesak ketuban biru kuning bengkak meninggal keguguran jatuh muntaber kaku sadar jantung operasi")
	newsIll    = set("mual muntah mules pusing demam panas batuk pilek flu rewel mencret diare sembelit sakit nyeri gatal ruam gumoh keluhan masalah eneg enek begah lecet lemes nangis meriang kembung bapil")
	newsGone   = set("sembuh hilang ilang reda mereda turun membaik mendingan mending baikan berkurang berhenti brenti stop adem pulih cageur damang")
	newsGood   = set("lancar lahap nyenyak deras deres pulas pules ceria doyan anteng lincah aktif montok")
	newsJudged = set("sehat normal baik bagus aman stabil lengkap beres pulih sembuh membaik mendingan baikan cageur damang")
	newsDone   = set("sudah udah udh sdh uda dah alhamdulillah alhamdulilah alhamdulilla alhmdulillah alhmdllh hamdalah syukur syukurlah syukurlahh puji tos geus wis")
	newsSaid   = set("alhamdulillah alhamdulilah alhamdulilla alhmdulillah alhmdllh hamdalah syukur syukurlah puji kata katanya hasil hasilnya semua semuanya tadi kemarin kmrn sudah udah udh sdh uda dah")
	newsOwn    = set("saya sy aku anakku bayiku si dede dedek adek nya anak2 anaknya bayinya dedenya adeknya")
	newsCan    = set("nyusu menyusu mimik mimi minum makan maem mamam tengkurap duduk merangkak jalan berdiri ngomong bicara ngoceh")
	newsSize   = set("bb berat badan timbangan hb")
	newsFigure = set("tensi tensinya td hb hbnya gula lila")
)

// ReadNews tells whether a whole message tells that all is well, or that what ailed is
// over. A doubt, a question, a grave sign or an ailment that is neither denied nor gone
// makes it no news; so does a reading, which is to be judged.
func ReadNews(text string) News {
	words := newsWords(text)
	if len(words) < 2 || len(words) > longestNews || strings.Contains(text, "?") || anyIn(words, newsStop) || anyIn(words, newsGrave) {
		return NoNews
	}
	figure := strings.ContainsAny(text, "0123456789")
	if figure && anyIn(words, newsFigure) || anyIn(words, newsSize) && slices.Contains(words, "turun") {
		return NoNews
	}
	over, free, ok := newsOver(words)
	done := anyIn(words, newsDone)
	switch {
	case !ok:
		return NoNews
	case over && (done || slices.Contains(words, "lagi")):
		return Better
	case over && free: // "ga ada keluhan"
		return Well
	case over:
		return NoNews
	case newsWell(words, done):
		return Well
	}
	return NoNews
}

// newsWords are the words of a text, "makannya" as two.
func newsWords(text string) []string {
	var list []string
	for _, w := range plain(Normalise(text)) {
		if stem, is := strings.CutSuffix(w, "nya"); is && len(stem) > 1 && !newsOwn[w] && !newsSaid[w] && !newsFigure[w] {
			list = append(list, stem, "nya")
			continue
		}
		list = append(list, w)
	}
	return list
}

// newsOver looks at every ailment: over tells that there is one, free that she has none
// at all, ok that each is denied or gone and that nothing else is denied.
func newsOver(words []string) (over, free, ok bool) {
	denied := map[int]bool{}
	for i, w := range words {
		if !newsNot[w] {
			continue
		}
		k := i + 1
		none := k < len(words) && slices.Contains([]string{"ada", "ngerasa", "merasa", "begitu"}, words[k])
		if none {
			k++
		}
		if k >= len(words) || !newsIll[words[k]] {
			return false, false, false
		}
		denied[k], free = true, free || none
	}
	gone := slices.IndexFunc(words, func(w string) bool { return newsGone[w] })
	for i, w := range words {
		if !newsIll[w] {
			continue
		}
		if !denied[i] && (gone < 0 || gone < i-3 || gone > i+5) {
			return false, false, false
		}
		over = true
	}
	return over, free, true
}

// newsWell tells words of praise that are said of her own, or as heard: "tensi normal
// kata bidan" and not "tensi normal".
func newsWell(words []string, done bool) bool {
	own := done || anyIn(words, newsSaid) || anyIn(words, newsOwn)
	for i, w := range words {
		switch {
		case newsGood[w] && own, newsJudged[w] && anyIn(words, newsSaid):
			return true
		case w == "banyak" && own && (slices.Contains(words, "asi") || slices.Contains(words, "makan")):
			return true
		case w == "naik" && own && anyIn(words, newsSize):
			return true
		case newsCan[w] && i > 1 && done && (words[i-1] == "mau" || words[i-1] == "bisa"):
			return true
		}
	}
	return false
}
