package answers

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// Control is a word that works everywhere, as a whole message.
type Control int

// The control words.
const (
	NoControl Control = iota
	Batal
	Kembali
	Ulang
	Menu
	Greeting
	Bantuan
	Kader
	Stop
	MulaiLagi
	DataSaya
	Ubah
	Lanjut
	HapusDataSaya
	Hapus
)

var controls = map[string]Control{
	"batal": Batal, "batalkan": Batal, "batalin": Batal, "batalin saja": Batal, "batalin aja": Batal, "batal aja": Batal, "batal saja": Batal, "batalkan saja": Batal, "ga jadi": Batal, "gak jadi": Batal, "tidak jadi": Batal, "cancel": Batal, "gajadi": Batal,
	"kembali": Kembali, "balik": Kembali, "sebelumnya": Kembali, "back": Kembali, "mundur": Kembali,
	"ulang": Ulang, "ulangi": Ulang, "ulang lagi": Ulang,
	"menu": Menu, "menu utama": Menu, "/menu": Menu, "daftar menu": Menu,
	"bantuan": Bantuan, "bantu": Bantuan, "help": Bantuan, "bingung": Bantuan, "gak ngerti": Bantuan, "ga ngerti": Bantuan, "cara pakai": Bantuan, "tolong bantu": Bantuan,
	"kader": Kader, "hubungi kader": Kader, "bicara kader": Kader, "bu kader": Kader,
	"stop": Stop, "berhenti": Stop, "unsubscribe": Stop, "jgn kirim lg": Stop, "jangan kirim lagi": Stop, "jgn kirim lagi": Stop,
	"blokir": Stop, "stop pengingat": Stop, "berhenti pengingat": Stop, "setop": Stop, "stop kirim": Stop,
	"mulai lagi": MulaiLagi, "start lagi": MulaiLagi, "lanjutkan pengingat": MulaiLagi, "aktifkan lagi": MulaiLagi,
	"data saya": DataSaya, "dataku": DataSaya, "lihat data": DataSaya, "lihat data saya": DataSaya, "data aku": DataSaya, "data sy": DataSaya,
	"ubah": Ubah, "perbaiki": Ubah, "ubah data": Ubah, "ganti data": Ubah, "koreksi": Ubah, "edit": Ubah,
	"lanjut": Lanjut, "lanjutkan": Lanjut, "terusin": Lanjut, "teruskan": Lanjut, "lanjut lagi": Lanjut,
	"hapus data saya": HapusDataSaya, "hapus dataku": HapusDataSaya, "hapus semua data": HapusDataSaya, "hapus semua data saya": HapusDataSaya,
	"hapus data sy": HapusDataSaya, "hapus akun": HapusDataSaya, "hapus data aku": HapusDataSaya,
	"hapus": Hapus, "hapus data": Hapus,
	"halo": Greeting, "hallo": Greeting, "hai": Greeting, "hi": Greeting, "hello": Greeting, "p": Greeting, "ping": Greeting, "tes": Greeting, "test": Greeting,
	"mulai": Greeting, "start": Greeting, "pagi": Greeting, "siang": Greeting, "sore": Greeting, "malam": Greeting, "met pagi": Greeting,
	"selamat pagi": Greeting, "selamat siang": Greeting, "selamat sore": Greeting, "selamat malam": Greeting, "assalamualaikum": Greeting,
	"asalamualaikum": Greeting, "assalamu alaikum": Greeting, "askum": Greeting, "ass": Greeting, "samlekum": Greeting, "asslmkm": Greeting,
	"assalamualaikum wr wb": Greeting, "assalamualaikum warahmatullahi wabarakatuh": Greeting, "halo pagi": Greeting, "permisi": Greeting, "salam": Greeting,
}

// ReadControl returns the control word a whole message is, else [NoControl]. Long
// words forgive one slip; "stop" and other short ones must be exact, because near
// them are ordinary words.
func ReadControl(text string) Control {
	s := Bare(text)
	if c, ok := controls[s]; ok {
		return c
	}
	if len(s) > 40 || len(s) < 5 {
		return NoControl
	}
	for w, c := range controls {
		if d := len(w) - len(s); d < -1 || d > 1 {
			continue
		}
		least := 6
		if strings.Contains(w, " ") {
			least = 8
		}
		if len(w) >= least && oneSlip(s, w) {
			return c
		}
	}
	return NoControl
}

// oneSlip tells whether two words are one letter apart: one more, one less, another one.
func oneSlip(a, b string) bool {
	for a != "" && b != "" {
		r, n := utf8.DecodeRuneInString(a)
		if q, m := utf8.DecodeRuneInString(b); r != q || n != m {
			break
		}
		a, b = a[n:], b[n:]
	}
	for a != "" && b != "" {
		r, n := utf8.DecodeLastRuneInString(a)
		if q, m := utf8.DecodeLastRuneInString(b); r != q || n != m {
			break
		}
		a, b = a[:len(a)-n], b[:len(b)-n]
	}
	return max(utf8.RuneCountInString(a), utf8.RuneCountInString(b)) == 1
}

// IsSalam tells whether a greeting is a salam, which is answered first.
func IsSalam(text string) bool {
	s := Bare(text)
	return strings.HasPrefix(s, "as") && (strings.Contains(s, "alaikum") || s == "askum" || s == "asslmkm" || s == "ass") || strings.HasPrefix(s, "samlekum")
}

// Skip tells whether an optional question is passed over.
func Skip(text string) bool {
	switch Bare(text) {
	case "lewati", "lewat", "skip", "dilewati", "lewatin", "next", "kosong", "kosongkan", "ga usah", "gak usah", "tidak usah", "gausah", "ga perlu", "ga ada", "gak ada", "tidak ada", "lewatkan":
		return true
	}
	s := strings.TrimSpace(text)
	return s == "-" || s == "--" || s == "–"
}

// DontKnow tells whether the answer is that one does not know: "lupa", "kurang tau
// bu", "gak inget, bukunya ketinggalan". A text with a number in it says something.
func DontKnow(text string) bool {
	switch Bare(text) {
	case "entah", "belum", "blm", "bt", "bingung", "teu terang", "ga ngerti", "gak ngerti", "kurang paham", "hmm":
		return true
	}
	s := canonical(text)
	if strings.ContainsAny(s, "0123456789") || strings.Count(s, " ") > 13 || strings.Contains(s, " jangan ") {
		return false
	}
	return unknowing.MatchString(s)
}

var unknowing = regexp.MustCompile(` (?:lupa|poho|entahlah|gatau|gtau|gtw|gataw|lp|(?:enggak|belum|kurang|tak|ora) (?:terlalu |begitu |pernah )?(?:tau|tahu|inget|ingat|eling|hafal|apal|yakin|nyaho|dikasih tau|diberi tahu|dicatat|dikasih tahu)) `)

// YesNo is what a yes/no question was told.
type YesNo int

// The answers; "belum" is kept apart from "tidak" by those who need it ([IsNotYet]).
const (
	Neither YesNo = iota
	Yes
	No
	Unsure
)

var yesWords = set("ya iya iyah iy y yes yess ok oke okeh okee okay sip siap betul bener benar bnr setuju boleh udh sudah sdh udah dah muhun enya heueuh yoi ho'oh hooh " +
	"leres inggih nggih jadi lanjut mau cocok pas tepat sesuai agree simpan yap yup yups ye iye iyee iyes iyaa yaa yaaa benerr betull oce gas hadir datang dtg dateng insyaallah inshaallah insha insya insyaalloh inshallah hayu bersedia bisa ho ayo")
var noWords = set("tidak tdk gak ga gk g ngga nggak enggak engga ndak gx kaga kagak kga no nope jangan jgn bkn bukan salah keliru teu henteu ora moal ogah males tidaks tak nggk ngak belum blm blom belom nanti ntar ntr mudik pulkam kerja absen gabisa gamau")

// ReadYesNo reads yes, no or unsure as a short message; signs count too.
func ReadYesNo(text string) YesNo {
	t := Normalise(text)
	for sign, v := range map[string]YesNo{"👍": Yes, "✅": Yes, "✔": Yes, "👌": Yes, "👎": No, "❌": No, "🙅": No} {
		if strings.Contains(t, sign) {
			return v
		}
	}
	if strings.Trim(t, "?") == "" && t != "" {
		return Unsure
	}
	ws := plain(t)
	if len(ws) == 0 || len(ws) > 7 || asks(t, ws) && !DontKnow(text) {
		return Neither
	}
	switch Bare(text) {
	case "kayaknya", "kyknya", "mungkin", "kurang tau", "gatau", "gtw", "lupa", "hmm", "kurang tahu", "ga tau", "gak tau", "tidak tahu", "belum tahu", "ragu", "bisa jadi", "sepertinya":
		return Unsure
	}
	return wordsYesNo(ws)
}

func wordsYesNo(ws []string) YesNo {
	for i, w := range ws {
		if noWords[w] {
			if i+1 < len(ws) && (ws[i+1] == "salah" || ws[i+1] == "apa" || ws[i+1] == "papa") {
				return Yes // "ga salah", "ga apa apa"
			}
			return No
		}
	}
	for i, w := range ws {
		if yesWords[w] && (i == 0 || len(ws) <= 4 && !particle(w, ws[:i])) {
			return Yes
		}
	}
	return Neither
}

var (
	askWords   = set("kapan kpn berapa brp brapa gimana gmn gmna bagaimana kenapa knp mengapa siapa dimana dmn mana apakah bolehkah bisakah nanya tanya")
	plainYes   = set("ya iya iy iyah iyaa y ok oke setuju betul benar bener bnr sip")
	beforeOnly = set("oh eh hmm o saya aku sy bu bun bunda kak mba mbak bidan alhamdulillah insyaallah ooh owh nah")
)

// asks tells a question from an answer: "nomor bidan berapa ya" and "boleh makan nanas?"
// agree to nothing; "iya bu?" does.
func asks(t string, ws []string) bool {
	for _, w := range ws {
		if askWords[w] {
			return true
		}
	}
	return strings.HasSuffix(t, "?") && len(ws) > 2 && !plainYes[ws[0]]
}

// particle tells the "ya" that only softens what stands before it: "tolong ganti jam ya".
func particle(w string, before []string) bool {
	if w != "ya" && w != "y" && w != "iya" {
		return false
	}
	for _, b := range before {
		if !beforeOnly[b] {
			return true
		}
	}
	return false
}

// IsNotYet tells "belum" (not yet) from "tidak" (no).
func IsNotYet(text string) bool {
	for _, w := range plain(Normalise(text)) {
		switch w {
		case "belum", "blm", "blom", "belom", "belon", "lom", "nanti", "ntar", "acan":
			return true
		}
	}
	return false
}
