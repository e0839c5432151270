package rdb

import (
	"runtime"
	"sync"
	"sync/atomic"
)

// fewest is how many records are worth a second processor.
const fewest = 8

// beside does n independent things on all processors and returns the error of the first
// in order that failed.
func beside(n int, do func(i int) error) error {
	errs := make([]error, n)
	var next atomic.Int64
	work := func() {
		for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
			errs[i] = do(i)
		}
	}
	var all sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0)-1, n/fewest) {
		all.Go(work)
	}
	work()
	all.Wait()
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}
