package bot

import (
	"context"
	"sync"
)

// keyed lets one caller a key through at a time, in the order of arrival, and
// remembers nothing about a key nobody waits for.
type keyed struct {
	mu    sync.Mutex
	tails map[string]chan struct{}
}

// wait returns when it is the caller's turn; release lets the next one through.
// A caller who gives up keeps the order for those behind.
func (k *keyed) wait(ctx context.Context, key string) (release func(), err error) {
	mine := make(chan struct{})
	k.mu.Lock()
	if k.tails == nil {
		k.tails = map[string]chan struct{}{}
	}
	before := k.tails[key]
	k.tails[key] = mine
	k.mu.Unlock()
	release = func() {
		k.mu.Lock()
		if k.tails[key] == mine {
			delete(k.tails, key)
		}
		k.mu.Unlock()
		close(mine)
	}
	if before == nil {
		return release, nil
	}
	select {
	case <-before:
		return release, nil
	case <-ctx.Done():
		go func() {
			<-before
			release()
		}()
		return nil, ctx.Err()
	}
}
