package answers

import (
	"regexp"
	"strings"
)

// Event is a life event that a message states.
type Event int

// The events.
const (
	NoEvent Event = iota
	EventBirth
	EventLoss  // of a pregnancy: miscarriage, stillbirth
	EventDeath // of a child or the mother's baby
	EventMoved
)

var (
	lossForm  = regexp.MustCompile(`\b(keguguran|kguguran|keguguren|kuret|kiret|dikuret|dikiret|kuretase|janin(?:nya)?(?: saya| sy| ku)? (?:sudah |udah |udh |sdh )?(?:tidak|gak|ga|nggak|tdk) (?:berkembang|ada|bernyawa|berdetak)|lahir mati|lahir meninggal|bayi mati|meninggal (?:dalam|dlm|di) kandungan|iufd|gugur|blighted ovum|hamil kosong)\b`)
	deathForm = regexp.MustCompile(`\b(meninggal|meninggl|mninggal|wafat|berpulang|almarhum|almarhumah|alm|tiada|ga ada umur|gak ada umur|tutup usia)\b`)
	deadWho   = regexp.MustCompile(`\b(bayi|baby|anak|anakku|ank|debay|dede|dedek|adek|si kecil|putra|putri|janin|kandungan|kembar|orok|budak|bocah|dia|kandunganku|bayiku)`)
	otherWho  = regexp.MustCompile(`\b(suami|ayah|bapak|ibu saya|mama saya|nenek|kakek|tetangga|tetanggaku|teman|temen|mertua|sepupu|saudara|sodara|keponakan|kucing|orang tua|kakak saya|adik ipar|anak tetangga|bayi tetangga|anak teman)\b`)
	asking    = regexp.MustCompile(`\?|\b(apakah|apa|kah|gimana|bagaimana|kenapa|knp|kapan|kpn|bisa|bisakah|boleh|bolehkah|tanda|tandanya|ciri|cirinya|penyebab|akibat|resiko|risiko|bahaya|cegah|mencegah|takut|khawatir|kuatir|parno|kalau|kalo|klo|klau|jika|misal|semoga|jangan sampai|hampir|nyaris|mimpi|beda|berapa lama|setelah|stlh|habis|abis|pasca|pernah|dulu|dlu|riwayat|tahun lalu|thn lalu|th lalu|sebelumnya|yang lalu|yg lalu)\b`)
	recentNow = regexp.MustCompile(`\b(kemarin|kmrn|kemaren|semalam|semalem|tadi|barusan|hari ini|baru saja|baru aja|minggu lalu|minggu kemarin|pagi ini)\b`)
	negated   = regexp.MustCompile(`\b(?:tidak|gak|ga|nggak|ngga|enggak|tdk|bukan|belum|blm|blom|jgn|jangan|kaga|kagak) (?:jadi |sampai |sampe |ada |pernah |lagi |sedang |kena )?(?:keguguran|kuret|meninggal|wafat|melahirkan|lahiran|lahir|brojol|gugur|dikuret|pindah)`)
	birthForm = regexp.MustCompile(`\b(lahiran|melahirkan|lahirn|brojol|launching|(?:bayi|baby|debay|dede|dedek|adek|anak|anaknya|bayinya|babynya)(?:nya| saya| sy| ku)? (?:sudah |udah |udh |sdh |dah |telah |baru |barusan )?lahir|lahir (?:normal|sesar|sc|caesar|spontan)|(?:sudah|udah|udh|sdh|dah|telah|alhamdulillah|alhamdulilah|baru|barusan) lahir)\b`)
	doneWord  = regexp.MustCompile(`\b(sudah|udah|udh|sdh|dah|telah|alhamdulillah|alhamdulilah|baru|barusan|brojol|launching|kemarin|kmrn|tadi|semalam|tgl|tanggal|tos|geus|uda|hari ini)\b`)
	movedForm = regexp.MustCompile(`\b(?:saya|kami|sy|aku|kita|sekeluarga)? ?(?:sudah|udah|udh|sdh|mau|baru)? ?pindah (?:rumah|ke|kontrakan|alamat|domisili)\b|\bpulkam terus\b`)
)

// ReadEvent finds a life event that is stated, not asked about, feared, denied or
// long past ("habis keguguran kapan boleh hamil lagi" is a question).
func ReadEvent(text string) (Event, bool) {
	s := strings.Join(strings.FieldsFunc(Normalise(text), func(r rune) bool { return r == '\n' }), " ")
	if len(s) > 600 || negated.MatchString(s) {
		return NoEvent, false
	}
	ask := asking.MatchString(s)
	if ask && recentNow.MatchString(s) && !strings.Contains(s, "?") {
		ask = regexp.MustCompile(`\b(apakah|takut|khawatir|kuatir|kalau|kalo|klo|jika|mimpi|hampir|nyaris|semoga|tanda|ciri)\b`).MatchString(s)
	}
	other := otherWho.MatchString(s)
	switch {
	case lossForm.MatchString(s):
		return EventLoss, !ask && !other
	case deathForm.MatchString(s):
		return EventDeath, !ask && !other && (deadWho.MatchString(s) || len(plain(s)) <= 3)
	case birthForm.MatchString(s):
		return EventBirth, !ask && !other && doneWord.MatchString(s)
	case movedForm.MatchString(s):
		return EventMoved, !ask
	}
	return NoEvent, false
}

// TTD is an answer to the iron tablet reminder.
type TTD int

// The answers to the tablet reminder.
const (
	NoTTD TTD = iota
	TTDTaken
	TTDLater
	TTDNotYet
	TTDForgot
	TTDOut
	TTDNausea
	TTDForbidden
	TTDLow // few are left; whether she took one is not said
)

// elsewhere are words of things other than her tablet: "bayi dah mau nyusu" takes none.
var elsewhere = set("bayi bayinya bayiku anak anaknya anakku dede dedek adek adik asi nyusu netek nenen menyusu posyandu imunisasi imun vaksin lahir lahiran melahirkan timbang ditimbang nimbang " +
	"periksa diperiksa kontrol usg daftar datang dateng pindah sembuh membaik mendingan baikan sehat mandi pipis kencing bab eek haid mens flek demam panas batuk pilek mpasi makannya rewel puput")
