package answers

// What a stranger asks of the bot itself. Bot is what he asks, "" for nothing of it.
type Bot string

// The questions about the bot.
const (
	BotWho     Bot = "siapa"
	BotWhat    Bot = "apa"
	BotRobot   Bot = "robot"
	BotGenuine Bot = "resmi"
	BotPrice   Bot = "bayar"
	BotOutside Bot = "luar"
	BotPrivacy Bot = "data"
	BotNumber  Bot = "nomor"
	BotStop    Bot = "berhenti"
	BotFather  Bot = "bapak"
)

// longestBot is how many words such a question has at most.
const longestBot = 11

var (
	botIdle = set("bu bun bunda bude mba mbak kak kakak min admin ya yah y yaa sih deh dong nih tuh lah loh lho maaf mohon permisi punten halo hai hallo hi nya sebenarnya sebenernya mau nanya tanya numpang boleh tau")
	botAsk  = set("ga gak gk g nggak ngga enggak engga tidak tdk apa apakah kah kan bukan atau apa")
	botMay  = set("bisa bs boleh blh dapat bolehkah bisakah")
	botJoin = set("ikut ikutan daftar daftarnya mendaftar gabung pakai pake make didaftarin")
	botSelf = set("ini anda kamu km kmu situ lu kalian elu tumbuh")
	botMe   = set("saya sy aku ak gw gue gua ku")
	botBit  = set("yang yg di dari dr dgn dengan sama buat untuk utk bt juga jg kalau kalo klo tapi tp nanti harus pasti sebetulnya")
)

// botForm is one way of asking: a word of each of need, and no word beside what it
// lists and the words of no weight.
type botForm struct {
	is   Bot
	need []map[string]bool
	with map[string]bool
}

var botForms = []botForm{
	{BotWho, []map[string]bool{set("siapa sapa siapanya spa")}, set("nomor nomer no wa ini anda kamu km situ namanya nama hubungi chat ngechat")},
	{BotWho, []map[string]bool{set("mana darimana"), set("ini anda kamu kalian")}, set("nomor no wa chat")},
	{BotRobot, []map[string]bool{set("robot bot mesin ai otomatis manusia orang komputer"), set("ini anda kamu km kmu situ yang yg atau apa bukan beneran ya yah kan asli jawab bales balas robotkah")}, set("beneran asli jawab bales balas balasnya jawabnya bicara ngomong lagi robotkah sungguhan")},
	{BotGenuine, []map[string]bool{set("penipuan penipu nipu tipu hoax hoaks resmi modus scam spam")}, set("beneran pemerintah dinas nomor no wa bot program asli jangan")},
	{BotPrice, []map[string]bool{set("bayar berbayar gratis gratiskah bayarnya dibayar")}, set("daftar daftarnya ikut pakai pake kena pulsa kuota layanan program bot aplikasi disini sini beneran ada berapa brp")},
	{BotPrice, []map[string]bool{set("biaya biayanya"), set("ini ikut daftar daftarnya pakai pake")}, set("ada berapa brp program bot kena")},
	{BotOutside, []map[string]bool{set("ktp kk domisili alamat luar"), botMay, botJoin}, set("kota tangsel tangerang selatan tinggal orang warga rumah daerah masih sini")},
	{BotOutside, []map[string]bool{set("bukan bkn"), set("orang warga penduduk asli org"), set("tangsel tangerang sini tangsell")}, set("selatan tinggal asli ktp")},
	{BotOutside, []map[string]bool{towns, botMay, botJoin}, set("kota ktp tinggal orang warga rumah domisili asli")},
	{BotPrivacy, []map[string]bool{set("aman rahasia bocor disebar disebarin disalahgunakan dijual kesebar aman2"), set("data datanya dataku nomor ktp nik privasi identitas")}, set("bakal akan dijamin takut hp")},
	{BotPrivacy, []map[string]bool{set("data datanya dataku"), set("dipakai dipake kemana disimpan dikemanain"), set("apa siapa kemana mana dimana dikemanain")}, nil},
	{BotNumber, []map[string]bool{set("nomor nomer no nomernya nomornya nomorku kontak wa nama namaku"), set("tau tahu dapat dapet dpt dapetnya dapatnya taunya tahunya kenal"), set("kok mana darimana kenapa knp siapa bisa")}, set("hp telepon telp")},
	{BotStop, []map[string]bool{set("berhenti berhentinya brenti stop keluar unsubscribe keluarnya"), set("cara caranya gimana gmn gmana bagaimana gimn")}, set("pengingat pengingatnya pesan pesannya biar chat dikirim dikirimin notif langganan")},
	{BotFather, []map[string]bool{set("bapak bapak2 bapaknya ayah ayahnya suami suaminya suamiku papa papanya laki laki2 cowok"), botMay, set("ikut ikutan daftar daftarnya gabung pakai pake buat untuk utk bt")}, nil},
	{BotWhat, []map[string]bool{set("apa apaan apaansih"), set("ini aplikasi program bot tumbuh gunanya fungsinya layanan kegunaannya")}, set("nomor no wa itu tentang fungsi guna manfaat manfaatnya")},
}

// ReadBot reads a whole message as a question about the bot: "ini siapa ya", "bayar ga",
// "ktp depok bisa ikut ga".
func ReadBot(text string) Bot {
	words := plain(Normalise(text))
	if len(words) == 0 || len(words) > longestBot {
		return ""
	}
	for _, f := range botForms {
		if f.asked(words) {
			return f.is
		}
	}
	return ""
}

func (f botForm) asked(words []string) bool {
	for _, need := range f.need {
		if !anyIn(words, need) {
			return false
		}
	}
	for _, w := range words {
		if !f.with[w] && !inAny(w, f.need) && !inAny(w, []map[string]bool{botIdle, botAsk, botMay, botSelf, botMe, botBit}) {
			return false
		}
	}
	return true
}

func anyIn(words []string, list map[string]bool) bool {
	for _, w := range words {
		if list[w] {
			return true
		}
	}
	return false
}

func inAny(w string, lists []map[string]bool) bool {
	for _, l := range lists {
		if l[w] {
			return true
		}
	}
	return false
}
