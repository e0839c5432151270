package main

import (
	"context"
	"fmt"
	"net/http"
	"time"
)

// healthz says that the process lives; readyz that the store takes writes: it makes one.
// More adds lines about the doors. Red means that nothing is acknowledged: the doors hold what comes until it is green.
func health(mux *http.ServeMux, a *app, more func(context.Context, http.ResponseWriter)) {
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, "ok") })
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, r *http.Request) {
		ctx, cancel := context.WithTimeout(r.Context(), 3*time.Second)
		defer cancel()
		if err := a.db.Writable(ctx); err != nil {
			http.Error(w, "store does not take writes: "+err.Error(), http.StatusServiceUnavailable)
			return
		}
		fmt.Fprintln(w, "ready")
		more(ctx, w)
	})
}
