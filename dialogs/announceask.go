package dialogs

import (
	"regexp"
	"strings"

	"tumbuh/dialogs/answers"
	"tumbuh/dialogs/faq"
)

// What admins ask about a broadcast while they make one; the first that fits answers.
var askedBroadcast = []struct {
	key  string
	form *regexp.Regexp
}{
	{"siaran.tanya-lampiran", regexp.MustCompile(`\b(?:foto|fotonya|gambar|gambarnya|video|pdf|file|berkas|lampiran|lampir|brosur|poster|flyer|dilampirkan)\b`)},
	{"siaran.tanya-biaya", regexp.MustCompile(`\b(?:biaya|biayanya|bayar|berbayar|gratis|pulsa|kuota)\b`)},
	{"siaran.tanya-izin", regexp.MustCompile(`\b(?:izin|ijin|persetujuan|disetujui|admin lain|menyetujui)\b`)},
	{"siaran.tanya-panjang", regexp.MustCompile(`\b(?:panjang|panjangnya|huruf|karakter|kepanjangan|sepanjang)\b`)},
	{"siaran.tanya-isian", regexp.MustCompile(`\b(?:otomatis|sebut nama|nama ibunya|nama masing|nama anaknya|pakai nama|pake nama|kurung)\b`)},
	{"siaran.tanya-tarik", regexp.MustCompile(`\b(?:tarik|ditarik|narik|batal|dibatalkan|dibatalin|hapus|dihapus|stop|hentikan|dihentikan|undo|salah|keliru|typo|ralat|diralat|edit|diedit|ubah|diubah|ganti|diganti|koreksi|diperbaiki)\b`)},
	{"siaran.tanya-penerima", regexp.MustCompile(`\b(?:siapa|penerima|penerimanya|dapat|dapet|terima|nerima|sampai ke|berapa orang|berapa banyak|berapa ibu|kecuali|berhenti|nolak|menolak|grup|dibaca|baca|nyampe|sampai|sampe|terkirim|masuk|status)\b`)},
	{"siaran.tanya-waktu", regexp.MustCompile(`\b(?:kapan|jam|malam|lama|dijadwalkan|dijadwal|jadwal|terjadwal|nanti|besok|langsung)\b`)},
}

var (
	wonders     = regexp.MustCompile(`\b(?:bisa|bisakah|boleh|bolehkah|ga|gak|nggak|ngga|engga|enggak|kalo|kalau|klo|cara|caranya|apa|apakah|harus|perlu|gimana|gmn|bagaimana|kenapa|siapa|kapan|berapa|maksudnya|belum|udah|sudah)\b`)
	plainlyAsks = regexp.MustCompile(`(?:\?\s*$|\b(?:ga|gak|nggak|ngga|engga|enggak|kah)(?: (?:ya|sih|min|bu|pak|kak))*\W*$)|^(?:apa|apakah|bisa|bisakah|boleh|bolehkah|gimana|gmn|bagaimana|berapa|siapa|kapan|cara|kalo|kalau|klo) `)
	earlier     = regexp.MustCompile(`^(?:tolong )?(?:tarik|batalkan|batalin|hapus|hapusin|stop|setop|hentikan) (?:siaran|pengumuman|broadcast)\b`)
	thisThing   = regexp.MustCompile(`\b(?:siaran|siarannya|pengumuman|broadcast)\b`) // "siaran tadi salah, mau diralat"
	ofSending   = regexp.MustCompile(`\b(?:kirim|dikirim|dikirimnya|terkirim|ngirim|tarik|ditarik|salah|siaran|siarannya|pengumuman|pengumumannya|pesannya|pakai|pake|huruf|karakter|panjang|panjangnya|nerima|penerima|penerimanya|dibatalkan|dibatalin|dihapus|diedit|diralat|dijadwalkan|sampe|sampenya|sampainya|nyampe|biaya|biayanya|izin|persetujuan|otomatis)\b`)
	toReaders   = regexp.MustCompile(`\b(?:ibu|bunda|bu|kader|mama|warga)\b|[{\n]`)
)

// askedOfBroadcast finds what answers a question about the broadcast that is being made.
// Where the words themselves are wanted, only a short plain question that speaks to nobody
// else is one; everywhere else every question that is no answer.
func askedOfBroadcast(c *Ctx, text string) string {
	s := strings.ToLower(strings.TrimSpace(text))
	words := answers.Bare(text)
	if c.Session.Step == "isi" {
		if !plainlyAsks.MatchString(s) || !ofSending.MatchString(words) || toReaders.MatchString(s) || len(strings.Fields(s)) > 10 {
			return "" // "bisa datang besok?" is what she announces
		}
		return aboutBroadcast(words)
	}
	if earlier.MatchString(words) {
		return "siaran.tanya-tarik"
	}
	key := aboutBroadcast(words)
	if !wonders.MatchString(words) && !strings.Contains(s, "?") && (key != "siaran.tanya-tarik" || !thisThing.MatchString(words)) {
		return ""
	}
	if c.Session.Step == "periksa" && key != "" && len(strings.Fields(words)) > 3 { // "kalo salah kirim bisa ditarik ga" is no "ga"
		return key
	}
	if r := c.step().Read(c, text); r.OK || r.Say == "siaran.pasti" || strings.HasPrefix(r.Say, surelyNursing) {
		return ""
	}
	if r := c.e.Find(text, c.profile()); key == "" && r.Kind == faq.KindAnswer && r.Candidates[0].Score > surelyOther {
		return "" // of health, and plainly so
	}
	return or(key, "siaran.tanya-umum")
}

// surelyOther is how sure the answers of health must be to be preferred within a broadcast.
const surelyOther = 0.9

func aboutBroadcast(words string) string {
	for _, a := range askedBroadcast {
		if a.form.MatchString(words) {
			return a.key
		}
	}
	return ""
}
