package rdb

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/go-json-experiment/json"
)

// A backup is one file: a line of JSON ([BackupHead]), then what the server sends to a
// new replica: all keys at one moment. Values are sealed; the key is not in it.

// BackupHead is the first line of a backup.
type BackupHead struct {
	V           int       `json:"v"`
	City        string    `json:"city"`
	Fingerprint string    `json:"fingerprint"` // of the key that opens it
	Made        time.Time `json:"made"`        // program time
	Bytes       int64     `json:"bytes"`
	SHA256      string    `json:"sha256"`
}

// ErrBackup says that a file is no backup, or is damaged.
var ErrBackup = errors.New("not a whole Tumbuh backup")

// Backup writes everything at one moment to a file, which appears when it is whole.
func (d *DB) Backup(ctx context.Context, path string, now time.Time) (BackupHead, error) {
	head := BackupHead{V: 1, City: d.cfg.City, Fingerprint: d.Fingerprint(), Made: now}
	if d.Ephemeral() {
		return head, errors.New("nothing is kept by a server in this process: there is nothing to back up")
	}
	body, err := os.CreateTemp(dirOf(path), ".tumbuh-backup-*")
	if err != nil {
		return head, fmt.Errorf("writing the backup: %w", err)
	}
	defer os.Remove(body.Name())
	defer body.Close()
	sum := sha256.New()
	if head.Bytes, err = d.snapshot(ctx, io.MultiWriter(body, sum)); err != nil {
		return head, err
	}
	head.SHA256 = hex.EncodeToString(sum.Sum(nil))
	return head, joinBackup(path, head, body)
}

func dirOf(path string) string {
	if i := strings.LastIndexByte(path, '/'); i > 0 {
		return path[:i]
	}
	return "."
}

// joinBackup writes head and body beside the path and renames it into place.
func joinBackup(path string, head BackupHead, body *os.File) error {
	line, err := json.Marshal(head)
	if err != nil {
		return fmt.Errorf("writing the backup: %w", err)
	}
	if _, err := body.Seek(0, io.SeekStart); err != nil {
		return fmt.Errorf("writing the backup: %w", err)
	}
	out, err := os.OpenFile(path+".part", os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("writing the backup: %w", err)
	}
	defer os.Remove(path + ".part")
	_, err = io.Copy(out, io.MultiReader(bytes.NewReader(append(line, '\n')), body))
	if err = errors.Join(err, out.Sync(), out.Close()); err == nil {
		err = os.Rename(path+".part", path)
	}
	if err != nil {
		return fmt.Errorf("writing the backup: %w", err)
	}
	return nil
}

// ReadBackupHead reads the first line of a backup.
func ReadBackupHead(path string) (BackupHead, error) {
	f, err := os.Open(path)
	if err != nil {
		return BackupHead{}, fmt.Errorf("opening the backup: %w", err)
	}
	defer f.Close()
	head, _, err := readHead(f)
	return head, err
}

func readHead(f io.Reader) (head BackupHead, body *bufio.Reader, err error) {
	body = bufio.NewReaderSize(f, 1<<16)
	line, err := body.ReadSlice('\n')
	if err != nil || json.Unmarshal(line, &head) != nil || head.V != 1 || head.Fingerprint == "" {
		return head, body, ErrBackup
	}
	return head, body, nil
}

// unpack writes the body of a backup to a file and checks that it is whole.
func unpack(path, to string) (BackupHead, error) {
	f, err := os.Open(path)
	if err != nil {
		return BackupHead{}, fmt.Errorf("opening the backup: %w", err)
	}
	defer f.Close()
	head, body, err := readHead(f)
	if err != nil {
		return head, err
	}
	out, err := os.OpenFile(to, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return head, fmt.Errorf("unpacking the backup: %w", err)
	}
	sum := sha256.New()
	n, err := io.Copy(io.MultiWriter(out, sum), body)
	if err = errors.Join(err, out.Close()); err != nil {
		return head, fmt.Errorf("unpacking the backup: %w", err)
	}
	if n != head.Bytes || hex.EncodeToString(sum.Sum(nil)) != head.SHA256 {
		return head, fmt.Errorf("%w: it has %d bytes, its head says %d, or they changed", ErrBackup, n, head.Bytes)
	}
	return head, nil
}

// snapshot asks the server for what a new replica gets, and leaves.
func (d *DB) snapshot(ctx context.Context, w io.Writer) (int64, error) {
	conn, err := d.wire(ctx)
	if err != nil {
		return 0, d.down("asking for a snapshot", err)
	}
	defer conn.Close()
	stop := context.AfterFunc(ctx, func() { conn.Close() })
	defer stop()
	in := bufio.NewReaderSize(conn, 1<<16)
	for _, c := range d.credentials() {
		if err := order(conn, in, c...); err != nil {
			return 0, d.down("asking for a snapshot", err)
		}
	}
	if _, err := conn.Write([]byte("*1\r\n$4\r\nSYNC\r\n")); err != nil {
		return 0, d.down("asking for a snapshot", err)
	}
	for { // empty lines while it is being made
		line, err := in.ReadString('\n')
		if err != nil {
			return 0, d.down("asking for a snapshot", err)
		}
		line = strings.TrimRight(line, "\r\n")
		if line == "" {
			continue
		}
		n, err := strconv.ParseInt(strings.TrimPrefix(line, "$"), 10, 64)
		if line[0] != '$' || err != nil || n <= 0 {
			return 0, fmt.Errorf("asking for a snapshot: the server refuses (%s); it must allow SYNC", clean(line))
		}
		if _, err := io.CopyN(w, in, n); err != nil {
			return 0, d.down("reading the snapshot", err)
		}
		return n, nil
	}
}

// order sends one command and wants +OK.
func order(conn net.Conn, in *bufio.Reader, words ...string) error {
	var b strings.Builder
	fmt.Fprintf(&b, "*%d\r\n", len(words))
	for _, w := range words {
		fmt.Fprintf(&b, "$%d\r\n%s\r\n", len(w), w)
	}
	if _, err := io.WriteString(conn, b.String()); err != nil {
		return err
	}
	line, err := in.ReadString('\n')
	if err == nil && !strings.HasPrefix(line, "+") {
		err = errors.New(strings.TrimSpace(line))
	}
	return err
}
