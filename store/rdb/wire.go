package rdb

import (
	"context"
	"crypto/tls"
	"errors"
	"net"

	"github.com/redis/go-redis/v9"
)

// wire dials the one server that holds our keys, without the client library: it has no
// word for what a replica says.
func (d *DB) wire(ctx context.Context) (net.Conn, error) {
	o, err := d.nodeOptions(ctx)
	if err != nil {
		return nil, err
	}
	if o.Dialer != nil {
		return o.Dialer(ctx, o.Network, o.Addr)
	}
	network := o.Network
	if network == "" {
		network = "tcp"
	}
	dialer := &net.Dialer{Timeout: dialTimeout}
	if o.TLSConfig != nil {
		return (&tls.Dialer{NetDialer: dialer, Config: o.TLSConfig}).DialContext(ctx, network, o.Addr)
	}
	return dialer.DialContext(ctx, network, o.Addr)
}

// credentials are the commands that let us in.
func (d *DB) credentials() [][]string {
	o, err := d.nodeOptions(context.Background())
	if err != nil || o.Password == "" {
		return nil
	}
	if o.Username == "" {
		return [][]string{{"AUTH", o.Password}}
	}
	return [][]string{{"AUTH", o.Username, o.Password}}
}

// nodeOptions are how the server that holds our keys is reached.
func (d *DB) nodeOptions(ctx context.Context) (*redis.Options, error) {
	node, err := d.node(ctx)
	if err != nil {
		return nil, err
	}
	c, ok := node.(*redis.Client)
	if !ok {
		return nil, errors.New("no single server holds our keys")
	}
	return c.Options(), nil
}
