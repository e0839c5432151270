package answers

// agreeWith are the words that may stand beside a yes or a no that binds.
var agreeWith = set("saya sy aku ak gw gue abdi kami kita setuju stuju setju setujuu stj setujui menyetujui bersedia semua semuanya data datanya itu ini dulu deh lanjut lanjutkan lanjutin daftar ikut mau silakan silahkan mangga monggo sangat juga untuk sekarang jadi jadinya sudah udah bismillah insyaallah alhamdulillah inggih nggih muhun sumuhun dong donk kok pasti tentu sama saja aja hapus hapuskan yakin jangan gabung ikutan boleh pendamping menolak nolak keberatan")

// ReadAgreement reads a yes or a no that binds her, such as consent: nothing else may be
// said. "mau ngobrol sama orang" agrees to nothing, and "teu apal" refuses nothing.
func ReadAgreement(text string) YesNo {
	said := ReadYesNo(text)
	if said != Yes && said != No {
		return said
	}
	for _, w := range plain(Normalise(text)) {
		if !yesWords[w] && !noWords[w] && !polite[w] && !agreeWith[w] {
			return Neither
		}
	}
	return said
}

var (
	scolds   = set("goblok goblog gblk tolol bego bangsat kampret brengsek sialan jancok jancuk bacot taik")
	scoldsMe = set("dasar bot robot lu lo elu kamu km kmu sistem aplikasi ga gak guna gunanya tidak jelas anjing anjir bgt banget nih ya")
	animals  = set("anjing anjir babi monyet asu")
)

// Scolds tells whether a whole message only swears at the bot.
func Scolds(text string) bool {
	words := plain(Normalise(text))
	if len(words) == 0 || len(words) > 7 || !anyIn(words, scolds) && !(anyIn(words, animals) && anyIn(words, set("dasar bot robot lu lo"))) {
		return false
	}
	for _, w := range words {
		if !scolds[w] && !scoldsMe[w] && !animals[w] {
			return false
		}
	}
	return true
}
