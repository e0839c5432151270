// Command tumbuh is the whole program: the chatbot, its reminders and what an
// operator needs. Without arguments it is `tumbuh try`.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"reflect"
	"runtime/debug"
	"strings"
	"syscall"
	_ "time/tzdata" // WIB is fixed, but logs of the machine's zone must not depend on the machine

	"github.com/alecthomas/kong"
)

// commands are what can be typed. Each is a struct with its flags and a Run.
type commands struct {
	Try       tryCmd       `cmd:"" default:"1" help:"Everything on this machine with nothing configured: the web phone, sample families, a clock one moves."`
	Serve     serveCmd     `cmd:"" help:"The real thing: channels by configuration, durable Redis, reminders, health."`
	Pair      pairCmd      `cmd:"" help:"Link a WhatsApp number by QR or by code; list the numbers."`
	Invite    inviteCmd    `cmd:"" help:"Print a one-time code (7 days) and its Telegram link for a kader, bidan, TPG, hospital or admin."`
	Posyandu  posyanduCmd  `cmd:"" help:"The register of posyandu: add, list, set the day."`
	Schedule  scheduleCmd  `cmd:"" help:"The whole journey of reminders for one imaginary family."`
	Parse     parseCmd     `cmd:"" help:"Read lines as a kader writes them from standard input; a JSON line each."`
	Settings  settingsCmd  `cmd:"" help:"Dated programme settings: list, set."`
	Faq       faqCmd       `cmd:"" help:"Questions on standard input, a line each; what each was found to be, a JSON line each."`
	Broadcast broadcastCmd `cmd:"" help:"An announcement to many: dry run by default; status, stop."`
	Naskah    naskahCmd    `cmd:"" help:"Lint the texts and list what a health worker has not reviewed."`
	Key       keyCmd       `cmd:"" help:"The data key: fingerprint, rotate."`
	Privacy   privacyCmd   `cmd:"" help:"Data protection: export of one person, who looked, 72-hour cases, dead letters."`
	Backup    backupCmd    `cmd:"" help:"Everything but the key to one file, beside a running serve."`
	Restore   restoreCmd   `cmd:"" help:"A backup back: erasures hold, and what was due meanwhile is not sent late."`
	Doctor    doctorCmd    `cmd:"" help:"Check configuration, Redis, clock, channels; say what to do about each fault."`
	Service   serviceCmd   `cmd:"" help:"Print a systemd unit."`
	Simulate  simulateCmd  `cmd:"" help:"A made-up city lives through the real sweep, commit and outbox; every message is held against its promises."`

	sheetCommands
}

func main() {
	frugal()
	var c commands
	parser, err := kong.New(&c, kong.Name("tumbuh"), kong.Description("Tumbuh: a chatbot for mothers, posyandu cadres and health offices.\n\n"+environment()),
		kong.UsageOnError(), kong.ConfigureHelp(kong.HelpOptions{Compact: true}))
	if err != nil {
		fatal(1, err)
	}
	kctx, err := parser.Parse(os.Args[1:])
	if err != nil {
		fmt.Fprintln(os.Stderr, "tumbuh:", strings.Replace(err.Error(), `one of "",`, "one of ", 1)) // "" is "not given"
		fmt.Fprintf(os.Stderr, "Run '%s --help' to see what can be typed.\n", mistyped(err))
		os.Exit(2)
	}
	cfg, err := readConfig()
	if err != nil {
		fatal(2, err)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	kctx.BindTo(ctx, (*context.Context)(nil))
	if err := kctx.Run(cfg); err != nil {
		if errors.Is(err, errUsage) {
			fatal(2, err)
		}
		fatal(1, err)
	}
}

// mistyped is the command whose flags or arguments were wrong, as it is typed.
func mistyped(err error) string {
	var bad *kong.ParseError
	if errors.As(err, &bad) && bad.Context != nil {
		if n := bad.Context.Selected(); n != nil {
			return n.FullPath()
		}
	}
	return "tumbuh"
}

// frugal keeps the heap small: that matters more here than a few percent of one core.
// What the machine's owner sets by GOGC and GOMEMLIMIT rules.
func frugal() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(45)
	}
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(256 << 20)
	}
}

func fatal(code int, err error) {
	fmt.Fprintln(os.Stderr, "tumbuh:", strings.ReplaceAll(err.Error(), "\n", "\n  "))
	os.Exit(code)
}

// environment lists the variables for --help, from the config's own tags.
func environment() string {
	var b strings.Builder
	b.WriteString("Environment:\n")
	t := reflect.TypeOf(config{})
	for i := range t.NumField() {
		f := t.Field(i)
		if name := f.Tag.Get("env"); name != "" {
			fmt.Fprintf(&b, "  %s: %s", name, f.Tag.Get("help"))
			if d := f.Tag.Get("envDefault"); d != "" {
				fmt.Fprintf(&b, " [%s]", d)
			}
			b.WriteString("\n")
		}
	}
	return b.String()
}
