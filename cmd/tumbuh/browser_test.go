package main

import (
	"context"
	"net/http/httptest"
	"os"
	"os/exec"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"tumbuh/bot"
	"tumbuh/bot/webphone"
	"tumbuh/store"
	"tumbuh/store/rdb"
)

// TestBrowser uses the web phone in a real Chromium as a newcomer does: registers,
// presses buttons, moves the clock to the reminder, answers, moves it by an hour, a day and to a
// date, reloads and sees it all.
func TestBrowser(t *testing.T) {
	if _, err := exec.LookPath("chromium"); err != nil {
		t.Fatal("chromium is not installed; install it with: apt-get install chromium")
	}
	page := tryPage(t)
	opts := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath("/usr/bin/chromium"), chromedp.NoSandbox,
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true), chromedp.WindowSize(1440, 900))
	alloc, stop := chromedp.NewExecAllocator(context.Background(), opts...) // with a profile folder of its own, which it takes away
	defer stop()
	ctx, stop := chromedp.NewContext(alloc)
	defer stop()
	defer func() { _ = chromedp.Cancel(ctx) }() // closes the browser and waits until its files are its own no more
	ctx, stop = context.WithTimeout(ctx, 90*time.Second)
	defer stop()
	const phone = `article[data-phone=baru]`
	type1 := func(text, wait string) chromedp.Action {
		return chromedp.Tasks{chromedp.SendKeys(phone+" textarea", text+"\r", chromedp.ByQuery), sees(phone, wait)}
	}
	press := func(label, wait string) chromedp.Action {
		return chromedp.Tasks{chromedp.Evaluate(`[...document.querySelectorAll("`+phone+` .choices button")].filter(b => b.textContent == "`+label+`").pop().click()`, nil), sees(phone, wait)}
	}
	err := chromedp.Run(ctx,
		chromedp.Navigate(page), chromedp.WaitVisible(phone+" textarea", chromedp.ByQuery),
		type1("daftar hamil", "mohon persetujuan"), press("Setuju", "Siapa nama"), type1("Mawar Lestari", "Berapa umur"), press("Lewati", "haid terakhir"),
		type1("20 minggu", "kelurahan apa"), type1("rempoa", "Posyandu Ibu"), press("Belum tahu", "Nomor HP"), type1("lewati", "Jam berapa"),
		press("19.00", "Sudah benar?"), press("Ya, simpan", "terdaftar"),
		chromedp.Click(`button[data-next]`, chromedp.ByQuery), sees(phone, "tablet tambah darah hari ini"),
		press("Sudah", "Tercatat"), clockSays("Selasa, 3 Maret 2026 · 19.0"),
		chromedp.Click(`button[data-by="1h"]`, chromedp.ByQuery), clockSays("Selasa, 3 Maret 2026 · 20.0"),
		chromedp.Click(`button[data-by="24h"]`, chromedp.ByQuery), clockSays("Rabu, 4 Maret 2026 · 20.0"),
		chromedp.SetValue("#to", "2026-03-06T21:30", chromedp.ByQuery), chromedp.Click("#go", chromedp.ByQuery), clockSays("Jumat, 6 Maret 2026 · 21.3"),
		chromedp.SetValue("#to", "2026-03-01T08:00", chromedp.ByQuery), chromedp.Click("#go", chromedp.ByQuery), partShows("#note", "Jam hanya bisa maju"), clockSays("Jumat, 6 Maret 2026 · 21.3"),
		shot("SHOT_DESK"),
		chromedp.Reload(), sees(phone, "Tercatat"),
		chromedp.EmulateViewport(390, 844), shot("SHOT_PHONE"),
	)
	if err != nil {
		var talk string
		_ = chromedp.Run(ctx, chromedp.Evaluate(`document.querySelector("header").innerText + document.querySelector("`+phone+` .talk").innerText.slice(-400)`, &talk))
		t.Fatalf("in the browser: %v; the page ends with:\n%s", err, talk)
	}
}

// sees waits until the phone shows words.
func sees(phone, words string) chromedp.Action {
	return chromedp.Poll(`document.querySelector("`+phone+` .talk")?.textContent.includes("`+words+`")`, nil, chromedp.WithPollingTimeout(10*time.Second))
}

// clockSays waits until the page's clock stands there and may be moved again.
func clockSays(when string) chromedp.Action {
	return chromedp.Tasks{partShows("#now", when), chromedp.Poll(`!document.querySelector(".clock button").disabled`, nil, chromedp.WithPollingTimeout(20*time.Second))}
}

// partShows waits until a part of the page holds words.
func partShows(part, words string) chromedp.Action {
	return chromedp.Poll(`document.querySelector("`+part+`").textContent.includes("`+words+`")`, nil, chromedp.WithPollingTimeout(20*time.Second))
}

// shot writes a picture of the page where the variable names a file.
func shot(variable string) chromedp.Action {
	return chromedp.ActionFunc(func(ctx context.Context) error {
		file := os.Getenv(variable)
		if file == "" {
			return nil
		}
		var b []byte
		if err := chromedp.CaptureScreenshot(&b).Do(ctx); err != nil {
			return err
		}
		return os.WriteFile(file, b, 0o644)
	})
}

// tryPage starts what `try` starts, on a port of its own, and returns its address.
func tryPage(t *testing.T) string {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	db, err := rdb.Open(ctx, rdb.Config{City: "36.74", DataDir: t.TempDir(), InProc: true})
	if err != nil {
		t.Fatal(err)
	}
	c := newClock(time.Now, time.Date(2026, 3, 3, 9, 0, 0, 0, store.WIB))
	h := &hands{clock: c}
	web := webphone.New(webphone.Config{Phones: samplePhones(), Clock: h, Now: c.Now, Log: quiet()})
	a, err := newApp(parts{db: db, clock: c, log: quiet(), channels: []bot.Channel{web}, unreviewed: true, hold: time.Minute})
	if err != nil {
		t.Fatal(err)
	}
	h.app = a
	if err := seedSample(ctx, a, c.Now()); err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(web.Handler())
	done := make(chan error, 1)
	l := loops{app: a, channels: []bot.Channel{web}, log: quiet()}
	go func() { done <- l.run(ctx) }()
	t.Cleanup(func() {
		cancel()
		<-done
		server.CloseClientConnections()
		server.Close()
		_ = db.Close()
	})
	return server.URL
}
