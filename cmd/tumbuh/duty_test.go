package main

import (
	"context"
	"errors"
	"testing"

	"tumbuh/store"
	"tumbuh/store/rdb"
	"tumbuh/store/storetest"
)

func TestDutyOfficer(t *testing.T) {
	ctx := context.Background()
	db, err := rdb.Open(ctx, rdb.Config{City: "36.74", DataDir: t.TempDir(), InProc: true})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for range 2 {
		if err := ensureDuty(ctx, db, "777", storetest.Now); err != nil {
			t.Fatal(err)
		}
	}
	v, err := db.View(ctx, store.Address{Channel: store.Telegram, ID: "777"}, storetest.Now)
	if err != nil {
		t.Fatal(err)
	}
	if v, err = db.Fetch(ctx, v, store.Need{Kind: store.NeedStaff, ID: ""}); err != nil || len(v.Have.Staff) != 1 || len(v.Person.Value.Grants) != 1 {
		t.Fatalf("staff without a posyandu: %v %v, grants %v", v.Have.Staff, err, v.Person.Value.Grants)
	}
	if v.Have.Duty != v.ID() {
		t.Errorf("the duty officer is %q, want %q", v.Have.Duty, v.ID())
	}
	if err := ensureDuty(ctx, db, "", storetest.Now); err != nil {
		t.Fatal(err)
	}
	if v, err = db.Fetch(ctx, v, store.Need{Kind: store.NeedStaff, ID: ""}); err != nil || v.Have.Duty != "" {
		t.Errorf("a duty officer who is named no longer: %q %v", v.Have.Duty, err)
	}
	if err := ensureDuty(ctx, db, "BUKANKODE", storetest.Now); !errors.Is(err, errUsage) {
		t.Errorf("an unknown code: %v", err)
	}
}
