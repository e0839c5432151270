package whatsapp

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"syscall"
	"time"

	waBinary "go.mau.fi/whatsmeow/binary"

	"tumbuh/store"
)

type node = waBinary.Node

// Peek is what is known of a number without being the process that serves it.
type Peek struct {
	State
	People int // who wrote to it
	Tally  Tally
}

// keepState writes the state for other processes to read.
func (b *box) keepState(ctx context.Context, s State) {
	if v, err := json.Marshal(s); err == nil {
		_ = b.set(ctx, "state", string(v)) // doctor then shows the one before
	}
}

// Numbers looks at every number of a folder.
func Numbers(ctx context.Context, dir string, now time.Time) ([]Peek, error) {
	var list []Peek
	for _, name := range names(dir) {
		p, err := peek(ctx, filepath.Join(dir, name+".db"))
		if err != nil {
			return nil, fmt.Errorf("looking at number %s: %s", name, plain(err))
		}
		p.Number = name
		if p.Code == Connected && now.Sub(p.Seen) > unseenAfter {
			p.Code = PhoneUnseen
		}
		if now.After(p.Stopped) {
			p.Stopped = time.Time{}
		}
		list = append(list, p)
	}
	return list, nil
}

func peek(ctx context.Context, path string) (p Peek, err error) {
	db, err := sql.Open("sqlite", "file:"+path+"?mode=ro&_pragma=busy_timeout(5000)")
	if err != nil {
		return p, err
	}
	defer db.Close()
	b := &box{db: db}
	_ = json.Unmarshal([]byte(b.get(ctx, "state")), &p.State) // absent: nothing known yet
	devices := 0
	if err := db.QueryRowContext(ctx, "SELECT COUNT(*) FROM whatsmeow_device").Scan(&devices); err != nil {
		return p, err
	}
	if devices == 0 && !p.Lost() {
		p.State = State{Code: Unlinked}
	}
	p.Stopped, p.Linked, p.Seen = unix(b.getInt(ctx, "stopped")), unix(b.getInt(ctx, "linked")), unix(b.getInt(ctx, "seen"))
	p.Tally = b.tally(ctx)
	err = db.QueryRowContext(ctx, "SELECT COUNT(*) FROM tumbuh_contact").Scan(&p.People)
	return p, err
}

// Served tells whether a process serves the folder's numbers now.
func Served(dir string) bool {
	f, err := os.OpenFile(filepath.Join(dir, "serve.lock"), os.O_RDWR, 0)
	if err != nil {
		return false
	}
	defer f.Close()
	return syscall.Flock(int(f.Fd()), syscall.LOCK_SH|syscall.LOCK_NB) != nil
}

// People lists the addresses of everybody who wrote to a number, by the name they were
// known by first.
func People(ctx context.Context, dir, number string) ([]store.Address, error) {
	if err := CheckName(number); err != nil {
		return nil, err
	}
	db, err := sql.Open("sqlite", "file:"+filepath.Join(dir, number+".db")+"?mode=ro&_pragma=busy_timeout(5000)")
	if err != nil {
		return nil, err
	}
	defer db.Close()
	rows, err := db.QueryContext(ctx, "SELECT first FROM tumbuh_contact ORDER BY id")
	if err != nil {
		return nil, fmt.Errorf("reading who wrote to %s: %s", number, plain(err))
	}
	defer rows.Close()
	var list []store.Address
	for rows.Next() {
		a := store.Address{Channel: store.WhatsApp}
		if err := rows.Scan(&a.ID); err != nil {
			return nil, err
		}
		list = append(list, a)
	}
	return list, rows.Err()
}
