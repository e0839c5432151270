package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"golang.org/x/sys/unix"

	"tumbuh/store"
	"tumbuh/store/rdb"
)

// sayer prints one line of doctor: what was looked at, and what to do when it is not well.
type sayer func(ok bool, what, todo string)

// Bounds doctor holds things against.
const (
	maxClockOff   = 5 * time.Second // machine against Redis
	minFree       = 1 << 30         // bytes on the data disk
	backupOld     = 26 * time.Hour
	maxSweepLag   = 15 * time.Minute
	maxReplyWait  = time.Minute
	maxRequestAge = 48 * time.Hour
)

// examine looks at what is in the store and around it.
func examine(ctx context.Context, cfg config, db *rdb.DB, now time.Time, say sayer) error {
	dur, err := db.Durability(ctx)
	if err != nil {
		return err
	}
	if err := db.Writable(ctx); err != nil {
		say(false, "writes: "+err.Error(), "free the disk, or make this server the master; until then nothing is acknowledged")
	} else {
		say(true, "writes: taken", "")
	}
	if cfg.RedisURL != "" && dur.Replicas == 0 {
		fmt.Println("note  replicas: none; a lost disk loses what came since the last backup")
	} else if dur.Replicas > 0 {
		say(true, fmt.Sprintf("replicas: %d; each commit waits for one of them", dur.Replicas), "")
	}
	examineMachine(ctx, cfg, db, say)
	examineBackup(cfg, say)
	return examineQueues(ctx, db, now, say)
}

func examineMachine(ctx context.Context, cfg config, db *rdb.DB, say sayer) {
	if at, err := db.Time(ctx); err == nil {
		off := time.Since(at).Abs()
		say(off < maxClockOff, fmt.Sprintf("clock: %s from Redis's", off.Round(time.Millisecond)), "set both machines' clocks (NTP)")
	}
	if free, ok := freeBytes(cfg.DataDir); ok {
		say(free > minFree, fmt.Sprintf("disk: %d MB free for %s", free>>20, cfg.DataDir), "make room: a full disk stops every write")
	}
	key := filepath.Join(cfg.DataDir, "data.key")
	if info, err := os.Stat(key); err == nil {
		say(info.Mode().Perm() == 0o600, fmt.Sprintf("key file: mode %04o", info.Mode().Perm()), "chmod 600 "+key)
	}
}

// freeBytes is what the disk of a folder has free.
func freeBytes(dir string) (int64, bool) {
	var fs unix.Statfs_t
	if err := unix.Statfs(dir, &fs); err != nil {
		return 0, false
	}
	return int64(fs.Bavail) * fs.Bsize, true
}

func examineBackup(cfg config, say sayer) {
	n, ok := readNightly(cfg.DataDir)
	switch {
	case !ok && age(cfg) > backupOld:
		say(false, fmt.Sprintf("backup: none of a night, though the data are %d hours old", int(age(cfg).Hours())), "is serve running at 02:30 WIB? 'tumbuh backup FILE' makes one now")
	case !ok:
		fmt.Println("note  backup: none of the night yet; serve makes one at 02:30 WIB, 'tumbuh backup FILE' makes one now")
	case n.Error != "":
		say(false, "backup: the one of "+n.At.In(store.WIB).Format("2006-01-02 15:04")+" failed: "+n.Error, "mend that, then: tumbuh backup FILE")
	default:
		say(time.Since(n.At) < backupOld, fmt.Sprintf("backup: %s, %d records restored and compared", n.At.In(store.WIB).Format("2006-01-02 15:04"), n.Values),
			"is serve running at 02:30 WIB?")
	}
}

// age is how old the data are, by their key; 0 where the key is kept elsewhere.
func age(cfg config) time.Duration {
	info, err := os.Stat(filepath.Join(cfg.DataDir, "data.key"))
	if err != nil {
		return 0
	}
	return time.Since(info.ModTime())
}

func examineQueues(ctx context.Context, db *rdb.DB, now time.Time, say sayer) error {
	counts, err := db.Counts(ctx)
	if err != nil {
		return err
	}
	say(counts.Dead == 0, fmt.Sprintf("dead letters: %d", counts.Dead), "tumbuh privacy dead list")
	if at, ok, err := db.NextWake(ctx); err == nil && ok {
		lag := max(0, now.Sub(at))
		say(lag < maxSweepLag, "reminders: earliest due "+lag.Round(time.Second).String()+" ago", "is serve running? a sweep runs every five seconds")
	}
	for _, ch := range []store.Channel{store.Telegram, store.WhatsApp} {
		lag, err := db.Lag(ctx, ch)
		if err != nil {
			return err
		}
		wait := max(lag[store.Urgent], lag[store.Reply])
		say(wait < maxReplyWait, fmt.Sprintf("answers on %s: oldest waits %s", ch, wait.Round(time.Second)), "is the channel configured and connected?")
	}
	alerts, err := rdb.List[store.Alert](ctx, db, store.KindAlert, store.IndexAlerts())
	if err != nil {
		return err
	}
	untaken := 0
	for _, a := range alerts {
		if a.Value.Taken == "" {
			untaken++
		}
	}
	say(untaken == 0, fmt.Sprintf("danger alerts: %d open, %d without a taker", len(alerts), untaken), "call the duty officer now")
	p, err := requests(ctx, db, now)
	if err != nil {
		return err
	}
	say(p.oldest < maxRequestAge, fmt.Sprintf("requests about data: %d open, oldest %s of 72 h", p.open, hours(p.oldest)), "tumbuh privacy case list")
	return nil
}
