package whatsapp

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"syscall"

	waStore "go.mau.fi/whatsmeow/store"
	"go.mau.fi/whatsmeow/store/sqlstore"
	_ "modernc.org/sqlite" // the driver, pure Go
)

// ErrInUse says that another process has the number open.
var ErrInUse = errors.New("the number is in use by another process")

// nameRule is what a number may be called: it becomes a file name.
var nameRule = regexp.MustCompile(`^[a-z0-9][a-z0-9-]{0,30}$`)

// CheckName tells whether a number may be called so.
func CheckName(name string) error {
	if !nameRule.MatchString(name) || name == "serve" {
		return fmt.Errorf("a number's name is made of a-z, 0-9 and -, at most 31; %q is not", name)
	}
	return nil
}

// box is the file of one number: whatsmeow's keys and sessions, and our tables beside
// them, in one SQLite database that only one process has open for use.
type box struct {
	name string
	lock *os.File
	db   *sql.DB
	keys *sqlstore.Container
}

// dsn is the address of a database; each part is needed. Without _txlock=immediate a
// third of mixed traffic fails to decrypt, without busy_timeout nearly all; FULL because
// the inbox must survive a power cut. secure_delete overwrites what is deleted.
func dsn(path string) string {
	return "file:" + path + "?_txlock=immediate&_pragma=foreign_keys(1)&_pragma=busy_timeout(10000)" +
		"&_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)&_pragma=secure_delete(1)"
}

const ours = `
CREATE TABLE IF NOT EXISTS tumbuh_contact (id INTEGER PRIMARY KEY, first TEXT NOT NULL, lid TEXT UNIQUE, phone TEXT UNIQUE,
	wrote INTEGER NOT NULL DEFAULT 0, changed INTEGER NOT NULL DEFAULT 0);
CREATE TABLE IF NOT EXISTS tumbuh_sent (id TEXT PRIMARY KEY, ref TEXT NOT NULL, body BLOB NOT NULL, at INTEGER NOT NULL,
	delivered INTEGER NOT NULL DEFAULT 0, seen INTEGER NOT NULL DEFAULT 0);
CREATE INDEX IF NOT EXISTS tumbuh_sent_at ON tumbuh_sent (at);
CREATE TABLE IF NOT EXISTS tumbuh_line (key TEXT PRIMARY KEY, value TEXT NOT NULL);`

// openBox opens, or makes, the file of a number and takes its lock.
func openBox(ctx context.Context, dir, name string, log *slog.Logger) (*box, error) {
	if err := CheckName(name); err != nil {
		return nil, err
	}
	if err := mkdir(dir); err != nil {
		return nil, err
	}
	lock, err := flock(filepath.Join(dir, name+".lock"))
	if err != nil {
		return nil, err
	}
	b := &box{name: name, lock: lock}
	if err := b.open(ctx, filepath.Join(dir, name+".db"), log); err != nil {
		b.close()
		return nil, fmt.Errorf("opening the file of number %s: %w", name, err)
	}
	return b, nil
}

func mkdir(dir string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("opening the folder of WhatsApp numbers: %w", err)
	}
	return nil
}

// flock takes a lock that ends with this process.
func flock(path string) (*os.File, error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, err
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		_ = f.Close()
		return nil, ErrInUse
	}
	return f, nil
}

func (b *box) open(ctx context.Context, path string, log *slog.Logger) error {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600) // SQLite gives its other files the same mode
	if err != nil {
		return err
	}
	if err := errors.Join(f.Chmod(0o600), f.Close()); err != nil {
		return err
	}
	if b.db, err = sql.Open("sqlite", dsn(path)); err != nil {
		return err
	}
	b.keys = sqlstore.NewWithDB(b.db, "sqlite", quiet{log, b.name})
	if err := b.keys.Upgrade(ctx); err != nil {
		return err
	}
	_, err = b.db.ExecContext(ctx, ours)
	return err
}

func (b *box) close() {
	if b.db != nil {
		_ = b.db.Close()
	}
	_ = b.lock.Close()
}

// device returns the linked device, or nil.
func (b *box) device(ctx context.Context) (*waStore.Device, error) {
	all, err := b.keys.GetAllDevices(ctx)
	if err != nil || len(all) == 0 {
		return nil, err
	}
	return all[0], nil
}

// get and set keep the few values of a number.
func (b *box) get(ctx context.Context, key string) string {
	var v string
	_ = b.db.QueryRowContext(ctx, "SELECT value FROM tumbuh_line WHERE key = ?", key).Scan(&v) // absent is empty
	return v
}

func (b *box) set(ctx context.Context, key, value string) error {
	_, err := b.db.ExecContext(ctx, "INSERT INTO tumbuh_line (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value", key, value)
	return err
}

func (b *box) getInt(ctx context.Context, key string) int64 {
	n, _ := strconv.ParseInt(b.get(ctx, key), 10, 64)
	return n
}

func (b *box) setInt(ctx context.Context, key string, n int64) error {
	return b.set(ctx, key, strconv.FormatInt(n, 10))
}

// names lists the numbers of a folder.
func names(dir string) []string {
	files, _ := filepath.Glob(filepath.Join(dir, "*.db")) // the pattern is a constant
	var list []string
	for _, f := range files {
		if n := strings.TrimSuffix(filepath.Base(f), ".db"); nameRule.MatchString(n) {
			list = append(list, n)
		}
	}
	slices.Sort(list)
	return list
}
