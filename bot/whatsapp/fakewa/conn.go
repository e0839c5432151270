package fakewa

import (
	"context"
	"crypto/cipher"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"sync"
	"time"

	"github.com/coder/websocket"
	waBinary "go.mau.fi/whatsmeow/binary"
	"go.mau.fi/whatsmeow/proto/waWa6"
)

// serveWS upgrades to a websocket, runs the handshake and the read loop.
func (s *Server) serveWS(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	status := s.behaviour.HTTP
	s.tries++
	s.mu.Unlock()
	if status != 0 {
		http.Error(w, http.StatusText(status), status)
		return
	}
	ws, err := websocket.Accept(w, r, &websocket.AcceptOptions{InsecureSkipVerify: true})
	if err != nil {
		return
	}
	ws.SetReadLimit(1 << 24)
	ctx, cancel := context.WithCancel(context.Background())
	c := &conn{srv: s, ws: ws, ctx: ctx, cancel: cancel}
	c.cond = sync.NewCond(&c.mu)
	defer c.close()
	if err = c.handshake(); err != nil {
		if !errors.Is(err, io.EOF) {
			s.mu.Lock()
			s.problem("handshake: %v", err)
			s.mu.Unlock()
		}
		return
	}
	s.mu.Lock()
	if s.closed {
		s.mu.Unlock()
		return
	}
	s.conns[c] = struct{}{}
	s.nextConn++
	c.number = s.nextConn
	s.notify()
	s.mu.Unlock()
	s.serve(c)
}

// serve answers a client until its line ends.
func (s *Server) serve(c *conn) {
	go c.writeLoop()
	s.login(c)
	for {
		node, err := c.read()
		if err != nil {
			break
		}
		s.mu.Lock()
		if s.keepAll {
			s.stanzas = append(s.stanzas, Stanza{At: s.now(), Node: *node})
			s.notify()
		}
		s.mu.Unlock()
		s.handle(c, node)
	}
	c.close()
	s.mu.Lock()
	delete(s.conns, c)
	if c.dev != nil && c.dev.conn == c {
		c.dev.conn, c.dev.active = nil, false
	}
	s.notify()
	s.mu.Unlock()
}

// conn is one client connection.
type conn struct {
	srv    *Server
	number int
	ws     *websocket.Conn
	ctx    context.Context
	cancel context.CancelFunc

	buf      []byte // unparsed input
	recv     cipher.AEAD
	recvN    uint32
	snd      cipher.AEAD
	sndN     uint32
	noise    []byte // the client's static key
	payload  *waWa6.ClientPayload
	dev      *Device // set after login
	pairPh   string  // phone number being paired
	pairDone bool

	mu    sync.Mutex
	cond  *sync.Cond
	out   []waBinary.Node
	flush bool
	done  bool
}

func (c *conn) handshake() error {
	ctx, cancel := context.WithTimeout(c.ctx, 20*time.Second)
	defer cancel()
	header, err := c.readN(ctx, 4)
	if err != nil {
		return err
	}
	if header[0] != 'W' || header[1] != 'A' || header[2] != 6 {
		return fmt.Errorf("unexpected connection header %x", header)
	}
	s, err := handshake(header, c.srv.static, c.srv.chain,
		func() ([]byte, error) { return c.readFrame(ctx) },
		func(b []byte) error { return c.writeFrame(ctx, b) })
	c.noise, c.payload, c.recv, c.snd = s.client, s.payload, s.recv, s.send
	return err
}

// readN takes n bytes off the websocket byte stream.
func (c *conn) readN(ctx context.Context, n int) ([]byte, error) {
	for len(c.buf) < n {
		typ, data, err := c.ws.Read(ctx)
		if err != nil {
			return nil, err
		}
		if typ == websocket.MessageBinary {
			c.buf = append(c.buf, data...)
		}
	}
	out := slices.Clone(c.buf[:n])
	c.buf = c.buf[n:]
	return out, nil
}

// readFrame reads a 3-byte big-endian length and that many bytes.
func (c *conn) readFrame(ctx context.Context) ([]byte, error) {
	h, err := c.readN(ctx, 3)
	if err != nil {
		return nil, err
	}
	return c.readN(ctx, int(fromBE(h)))
}

// writeFrame sends one frame as one websocket message: the frame reader of this
// whatsmeow version corrupts a frame that is split.
func (c *conn) writeFrame(ctx context.Context, b []byte) error { return c.writeCut(ctx, b, 0) }

// writeCut sends a frame in two websocket messages, cut at a byte; 0 = in one.
func (c *conn) writeCut(ctx context.Context, b []byte, at int) error {
	whole := append(be24(uint32(len(b))), b...)
	if at = min(at, len(whole)); at > 0 {
		if err := c.ws.Write(ctx, websocket.MessageBinary, whole[:at]); err != nil {
			return err
		}
		whole = whole[at:]
	}
	return c.ws.Write(ctx, websocket.MessageBinary, whole)
}

func (c *conn) read() (*waBinary.Node, error) {
	frame, err := c.readFrame(c.ctx)
	if err != nil {
		return nil, err
	}
	plain, err := c.recv.Open(nil, nonce(c.recvN), frame, nil)
	c.recvN++
	if err != nil {
		return nil, err
	}
	if plain, err = waBinary.Unpack(plain); err != nil {
		return nil, err
	}
	return waBinary.Unmarshal(plain)
}

// send queues a node; it never blocks, and keeps the order of calls.
func (c *conn) send(n waBinary.Node) {
	c.mu.Lock()
	c.out = append(c.out, n)
	c.mu.Unlock()
	c.cond.Signal()
}

func (c *conn) writeLoop() {
	defer c.close()
	for {
		c.mu.Lock()
		for len(c.out) == 0 && !c.done && !c.flush {
			c.cond.Wait()
		}
		if c.done || len(c.out) == 0 {
			flush := c.flush
			c.mu.Unlock()
			if flush {
				<-time.After(20 * time.Millisecond) // let the client read what was sent
			}
			return
		}
		n := c.out[0]
		c.out = c.out[1:]
		c.mu.Unlock()
		plain, err := waBinary.Marshal(n)
		if err != nil {
			return
		}
		frame := c.snd.Seal(nil, nonce(c.sndN), plain, nil)
		c.sndN++
		if err = c.writeCut(c.ctx, frame, c.srv.cutHere()); err != nil {
			return
		}
	}
}

// cutHere tells where the next frame is cut, 0 for nowhere.
func (s *Server) cutHere() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	at := s.behaviour.CutFrame
	s.behaviour.CutFrame = 0
	return at
}

// closeAfterFlush cuts the connection once everything queued was written.
func (c *conn) closeAfterFlush() {
	c.mu.Lock()
	c.flush = true
	c.mu.Unlock()
	c.cond.Signal()
}

func (c *conn) close() {
	c.mu.Lock()
	c.done = true
	c.mu.Unlock()
	c.cond.Signal()
	c.cancel()
	_ = c.ws.CloseNow()
}
