package main

import (
	"errors"
	"fmt"
	"net"
	"net/url"
	"os"
	"slices"
	"strings"
	"time"

	"tumbuh/store"
	"tumbuh/store/rdb"
)

// check finds every fault of the configuration, so that all are reported at once,
// and fills in what is computed from it.
func (c *config) check() []error {
	faults := c.checkAddresses()
	if _, err := store.LoadCity(c.City); err != nil {
		faults = append(faults, fmt.Errorf("TUMBUH_CITY: %w", err))
	}
	if c.DataKey != "" {
		if err := rdb.CheckKey(string(c.DataKey)); err != nil {
			faults = append(faults, fmt.Errorf("TUMBUH_DATA_KEY: %w", err))
		}
	}
	if c.ClockText != "" {
		t, err := time.Parse(time.RFC3339, c.ClockText)
		if err != nil {
			faults = append(faults, fmt.Errorf("TUMBUH_CLOCK: %q is no moment, want 2026-03-03T18:59:50+07:00", c.ClockText))
		}
		c.clockStart = t
	}
	if c.TelegramRate <= 0 || c.TelegramRate > 1_000_000 {
		faults = append(faults, errors.New("TUMBUH_TELEGRAM_RATE: want a number above 0, at most 1000000"))
	}
	if c.WebPhone != "on" && c.WebPhone != "off" {
		faults = append(faults, errors.New("TUMBUH_WEBPHONE: want on or off"))
	}
	if c.WebPhone == "on" && !isLoopback(c.HTTPAddr) {
		faults = append(faults, errors.New("TUMBUH_WEBPHONE: refused on an address that others can reach; set TUMBUH_HTTP_ADDR to 127.0.0.1:8080"))
	}
	faults = append(faults, c.checkWhatsApp()...)
	if _, err := newLogger(c.LogText); err != nil {
		faults = append(faults, err)
	}
	return faults
}

// checkAddresses looks at everything that is an address or a URL. Values that may
// hold a password are never repeated.
func (c *config) checkAddresses() []error {
	var faults []error
	for _, a := range []struct{ name, value string }{{"TUMBUH_HTTP_ADDR", c.HTTPAddr}, {"TUMBUH_METRICS_ADDR", c.MetricsAddr}} {
		if _, _, err := net.SplitHostPort(a.value); err != nil {
			faults = append(faults, fmt.Errorf("%s: %q is no address, want 127.0.0.1:8080", a.name, a.value))
		}
	}
	if c.HTTPAddr == c.MetricsAddr && !strings.HasSuffix(c.HTTPAddr, ":0") {
		faults = append(faults, fmt.Errorf("TUMBUH_METRICS_ADDR: the same as TUMBUH_HTTP_ADDR (%s)", c.HTTPAddr))
	}
	if u, err := url.Parse(c.TelegramAPI); err != nil || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https") {
		faults = append(faults, errors.New("TUMBUH_TELEGRAM_API: want a URL like https://api.telegram.org"))
	}
	if c.TelegramHook != "" {
		if u, err := url.Parse(c.TelegramHook); err != nil || u.Host == "" || u.Scheme != "https" {
			faults = append(faults, errors.New("TUMBUH_TELEGRAM_WEBHOOK: want a public URL that begins with https://"))
		}
		if c.TelegramToken == "" {
			faults = append(faults, errors.New("TUMBUH_TELEGRAM_WEBHOOK: set without TUMBUH_TELEGRAM_TOKEN"))
		}
	}
	if strings.ContainsAny(string(c.TelegramToken), " \t\r\n/?#%") {
		faults = append(faults, errors.New("TUMBUH_TELEGRAM_TOKEN: want what @BotFather gave, like 123456:ABC-DEF, without spaces (it is not shown here)"))
	}
	if c.RedisURL != "" {
		u, err := url.Parse(string(c.RedisURL))
		schemes := []string{"redis", "rediss", "unix", "redis+sentinel", "redis+cluster"}
		if err != nil || !slices.Contains(schemes, u.Scheme) || (u.Host == "" && u.Path == "") {
			faults = append(faults, fmt.Errorf("TUMBUH_REDIS_URL: want a URL that begins with one of %s (it is not shown here)", strings.Join(schemes, "://, ")+"://"))
		}
	}
	return faults
}

// unknownVariables are names in the environment that look like ours and are not: a
// misspelt setting is otherwise found when it is missed.
func unknownVariables() []string {
	known := environment()
	var list []string
	for _, kv := range os.Environ() {
		name, _, _ := strings.Cut(kv, "=")
		if strings.HasPrefix(name, "TUMBUH_") && !strings.Contains(known, "  "+name+":") {
			list = append(list, name)
		}
	}
	return list
}
