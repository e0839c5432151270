package rdb

import (
	"context"
	"crypto/rand"
	_ "embed"
	"errors"
	"fmt"
	"os"
	"sync"
	"sync/atomic"
	"time"

	"github.com/redis/go-redis/v9"

	"tumbuh/store"
)

var (
	//go:embed lua/commit.lua
	commitLua string
	//go:embed lua/view.lua
	viewLua string
	//go:embed lua/claim.lua
	claimLua string
	//go:embed lua/settle.lua
	settleLua string
	//go:embed lua/hold.lua
	holdLua string
	//go:embed lua/beat.lua
	beatLua string
	//go:embed lua/alone.lua
	aloneLua string
	//go:embed lua/swap.lua
	swapLua string
	//go:embed lua/receipt.lua
	receiptLua string
)

// Config says where and how nouns are kept.
type Config struct {
	City     string // area code, the hash tag of every key
	DataDir  string // embedded Redis, data key
	URL      string // external Redis; "" = a private redis-server in DataDir
	Key      string // TUMBUH_DATA_KEY; "" = data.key in DataDir
	InProc   bool   // a server in this process: nothing is kept (tests)
	Addr     string // with InProc: a server that the caller started and keeps (tests)
	Sole     bool   // no other process uses these data: claims of earlier incarnations end at once
	Restore  bool   // a restore is being made: data whose restore did not end are opened too
	NeedDisk bool   // fail rather than fall back to InProc when redis-server is missing
	Name     string // of this process among those that share an external server: what an earlier one of the name held ends at once

	NewID func() store.PersonID    // for tests; nil = random
	Hook  func(point string) error // called at each boundary with Redis; an error stops the call there
}

// DB is the store. It is safe for concurrent use.
type DB struct {
	cfg    Config
	keys   keys
	seal   *sealer
	client redis.UniversalClient
	server *server // nil when external
	base   *store.City
	owner  string // this incarnation

	commit, view, claim, settle, hold, sign, alone, swap, receipt *redis.Script

	views        *batcher[viewJob]
	commits      *batcher[commitJob]
	cache        cache
	scraps       sync.Pool // buffers, see scratch
	claims       *claims
	stop         context.CancelFunc
	nudge        chan struct{} // something is to be compacted now
	done         sync.WaitGroup
	replicas     atomic.Int64
	unreplicated atomic.Int64
	closing      sync.Once
}

// Open starts or finds the server, checks key and city, and makes the store ready.
func Open(ctx context.Context, cfg Config) (*DB, error) {
	redis.SetLogger(silent{}) // its lines hold addresses; what matters comes back as errors
	base, err := store.LoadCity(cfg.City)
	if err != nil {
		return nil, err
	}
	if cfg.DataDir != "" {
		if err := os.MkdirAll(cfg.DataDir, 0o700); err != nil {
			return nil, fmt.Errorf("making the data folder: %w", err)
		}
	}
	d := &DB{cfg: cfg, keys: newKeys(cfg.City), base: base, owner: cfg.Name + "." + randomID(16), nudge: make(chan struct{}, 1), claims: newClaims(),
		commit: redis.NewScript(commitLua), view: redis.NewScript(viewLua), claim: redis.NewScript(claimLua),
		settle: redis.NewScript(settleLua), hold: redis.NewScript(holdLua), sign: redis.NewScript(beatLua),
		alone: redis.NewScript(aloneLua), swap: redis.NewScript(swapLua), receipt: redis.NewScript(receiptLua)}
	if d.seal, err = openSealer(cfg.Key, cfg.DataDir); err != nil {
		return nil, err
	}
	if d.cfg.NewID == nil {
		d.cfg.NewID = func() store.PersonID { return store.PersonID(randomID(16)) }
	}
	if err := d.connect(ctx); err != nil {
		return nil, errors.Join(err, d.leave())
	}
	if err := d.ready(ctx); err != nil {
		return nil, errors.Join(err, d.leave())
	}
	d.start()
	return d, nil
}

// ready checks that these data are ours, ends what earlier incarnations held and
// makes the register where it is new.
func (d *DB) ready(ctx context.Context) error {
	if err := d.checkMeta(ctx); err != nil {
		return err
	}
	if err := d.endOthers(ctx); err != nil {
		return err
	}
	if _, err := d.beat(ctx); err != nil {
		return err
	}
	if d.server != nil {
		d.server.joined() // others may come now: they see that we live
	}
	return d.seedRegister(ctx)
}

func (d *DB) start() {
	ctx, cancel := context.WithCancel(context.Background())
	d.stop = cancel
	d.views = newBatcher(64, d.runViews)
	d.commits = newBatcher(64, d.runCommits)
	d.done.Go(func() { d.keepAlive(ctx) })
}

// checkMeta compares city and key with what the data were made with; the first
// start writes them. The probe is a sealed word: the data key must open it.
func (d *DB) checkMeta(ctx context.Context) error {
	probe, err := d.seal.seal(d.keys.meta(), []byte("tumbuh"))
	if err != nil {
		return err
	}
	var got map[string]string
	err = d.around("meta", func() error {
		pipe := d.client.Pipeline()
		pipe.HSetNX(ctx, d.keys.meta(), "city", d.cfg.City)
		pipe.HSetNX(ctx, d.keys.meta(), "key", d.seal.fingerprint())
		pipe.HSetNX(ctx, d.keys.meta(), "probe", probe)
		all := pipe.HGetAll(ctx, d.keys.meta())
		_, err := pipe.Exec(ctx)
		got = all.Val()
		return err
	})
	switch {
	case err != nil:
		return err
	case got["city"] != d.cfg.City:
		return fmt.Errorf("these data belong to city %s, not %s", got["city"], d.cfg.City)
	case got["restore"] != "" && !d.cfg.Restore:
		return ErrRestoring
	case got["key"] != d.seal.fingerprint():
		return fmt.Errorf("%w (data: %s, key given: %s)", ErrWrongKey, got["key"], d.seal.fingerprint())
	}
	if _, err := d.seal.open(d.keys.meta(), []byte(got["probe"])); err != nil {
		return fmt.Errorf("%w (its lookup part is right, its data part is not)", ErrWrongKey)
	}
	return nil
}

// seedRegister enters one example posyandu per kelurahan into an empty register.
func (d *DB) seedRegister(ctx context.Context) error {
	doc, err := get[store.Register](ctx, d, store.Ref{Kind: store.KindRegister, ID: "all"})
	if err != nil || doc.Version > 0 {
		return err
	}
	doc.Value = store.Register{V: 1, Posyandu: d.base.ExamplePosyandu()}
	_, err = d.commitNow(ctx, []store.Turn{{Writes: []store.Write{doc.Put()}}})
	return err
}

// Close stops the batchers and, when we are the last user, the embedded server.
func (d *DB) Close() error {
	var err error
	d.closing.Do(func() { err = d.close() })
	return err
}

func (d *DB) close() error {
	d.stop()
	d.views.close()
	d.commits.close()
	d.done.Wait()
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	_ = d.client.ZRem(ctx, d.keys.alive(), d.owner).Err() // else our claims end by themselves
	return d.leave()
}

// leave lets go of client and server.
func (d *DB) leave() error {
	var err error
	if d.client != nil {
		err = d.client.Close()
	}
	if d.server != nil {
		err = errors.Join(err, d.server.close())
	}
	return err
}

// City returns the embedded places with no register.
func (d *DB) City() *store.City { return d.base }

// Ephemeral tells whether nothing is kept after the program ends.
func (d *DB) Ephemeral() bool { return d.server != nil && d.server.folder == nil }

// Fingerprint names the key.
func (d *DB) Fingerprint() string { return d.seal.fingerprint() }

const alphabet = "0123456789abcdefghijklmnopqrstuvwxyz"

func randomID(n int) string {
	b := make([]byte, n)
	_, _ = rand.Read(b) // never fails (crypto/rand)
	for i := range b {
		b[i] = alphabet[int(b[i])%len(alphabet)]
	}
	return string(b)
}

// silent drops the client library's own log lines.
type silent struct{}

func (silent) Printf(context.Context, string, ...any) {}
