-- Writes a page of turns; each is all or nothing.
-- KEYS: taken one after another, in the order in which ARGV speaks of them.
-- ARGV: [number of turns], then a turn:
--   once?        "" or a ledger member           (KEY: once zset) and its score
--   nread        then per read:    seen                              (KEY: record)
--   nwrite       then per write:   seen, blob ("" removes)           (KEY: record)
--   nbind        then per binding: was, person ("" unbinds)          (KEY: address)
--   nindex       then per entry:   member, "1" drops                 (KEY: set)
--   nwake        then per wake:    member, score ("" removes)        (KEY: zset)
--   ndel, prefix of broadcasts, then per queue to withdraw: person, broadcast ("" = all)  (KEYS: list, ready zset, lease hash)
--   nquiet       then per quiet:   person, until ("" ends)           (KEY: hash)
--   nsay         then per message: person, entry                     (KEYS: list, ready zset)
--   heard        "" or person, prefix of broadcasts: she answers one  (KEY: heard hash)
--   npush        then per audit line: blob                           (KEY: list)
--   tomb         "" or blob, receipt, score, person                  (KEYS: string, zset, dead list, meta hash)
-- Returns a string, a letter a turn: O written, D in the ledger, S stale, E wrong type.
-- A turn that happened before is D whatever else moved; of the rest E says more than S.
--
-- Everything that can be wrong is looked at before a turn's first write, because a
-- script that errs midway keeps its first writes; after the checks nothing can fail.
local k, a = 0, 0
local function key() k = k + 1; return KEYS[k] end
local function arg() a = a + 1; return ARGV[a] end

local good = {}
local function is(name, want)
  local seen = good[name]
  if not seen then
    seen = redis.call('TYPE', name)['ok']
    if seen ~= 'none' then good[name] = seen end
  end
  return seen == 'none' or seen == want
end

local function version(name)
  local head = redis.pcall('GETRANGE', name, 0, 20)
  if type(head) == 'table' then return nil end
  return string.match(head, '^(%d+)\n') or (head == '' and '0') or nil
end

local now = redis.call('TIME')
local ms = now[1] * 1000 + math.floor(now[2] / 1000)
local results = {}

-- counts for its broadcast what leaves a queue unsent
local function gone(later, entry, bcasts)
  local bc = string.match(entry, '^[^|]-%.([^|]+)|')
  if bc and is(bcasts .. bc, 'hash') then later('HINCRBY', bcasts .. bc, '#withdrawn', 1) end
end

-- takes a queue back, or of it one broadcast; of that what is being sent now is left
local function withdraw(later, list, ready, leases, person, bc, bcasts)
  local entries = redis.call('LRANGE', list, 0, -1)
  if bc == '' then
    for _, e in ipairs(entries) do gone(later, e, bcasts) end
    later('DEL', list)
    later('ZREM', ready, person)
    return
  end
  local left, lane = #entries, string.match(ready, ':([^:]+)$')
  local other, under = string.match(redis.call('HGET', leases, person .. '|s') or '', '|(.-)|(%d+)$')
  for i = (other == lane and tonumber(under) or 0) + 1, #entries do
    if string.match(entries[i], '^[^|]-%.([^|]+)|') == bc then
      gone(later, entries[i], bcasts)
      later('LREM', list, 1, entries[i])
      left = left - 1
    end
  end
  if left == 0 then later('ZREM', ready, person) end
end

-- notes that she wrote within two days of a broadcast
local function answered(later, heard, prefix, person)
  local bc, at = string.match(redis.call('HGET', heard, person) or '', '^(.-)|(%d+)$')
  if not bc then return end
  later('HDEL', heard, person)
  local name = prefix .. bc
  if ms - tonumber(at) > 172800000 or not is(name, 'hash') then return end
  local letters = redis.call('HGET', name, person) or ''
  if not string.find(letters, 'a', 1, true) then
    later('HSET', name, person, letters .. 'a')
    later('HINCRBY', name, '#replied', 1)
  end
end

for t = 1, tonumber(arg()) do
  local fate = 'O'
  local function bad(letter) if fate ~= 'D' and fate ~= 'E' then fate = letter end end
  local todo = {}
  local function later(...) todo[#todo + 1] = {...} end

  local once = arg()
  if once ~= '' then
    local ledger, score = key(), arg()
    if not is(ledger, 'zset') then bad('E')
    elseif redis.call('ZSCORE', ledger, once) then bad('D') end
    later('ZADD', ledger, score, once)
  end
  for i = 1, tonumber(arg()) do
    local name, seen = key(), arg()
    local v = version(name)
    if not v then bad('E') elseif v ~= seen then bad('S') end
  end
  for i = 1, tonumber(arg()) do
    local name, seen, blob = key(), arg(), arg()
    local v = version(name)
    if not v then bad('E') elseif v ~= seen then bad('S') end
    if blob == '' then later('DEL', name) else later('SET', name, (tonumber(seen) + 1) .. '\n' .. blob) end
  end
  for i = 1, tonumber(arg()) do
    local name, was, person = key(), arg(), arg()
    if not is(name, 'string') then bad('E')
    else
      local v = redis.call('GET', name) or ''
      if v ~= was and v ~= person then bad('S') end
    end
    if person == '' then later('DEL', name) else later('SET', name, person) end
  end
  for i = 1, tonumber(arg()) do
    local name, member, drop = key(), arg(), arg()
    if not is(name, 'set') then bad('E') end
    later(drop == '1' and 'SREM' or 'SADD', name, member)
  end
  for i = 1, tonumber(arg()) do
    local name, member, score = key(), arg(), arg()
    if not is(name, 'zset') then bad('E') end
    if score == '' then later('ZREM', name, member) else later('ZADD', name, score, member) end
  end
  local ndel, bcasts = tonumber(arg()), arg()
  for i = 1, ndel do
    local list, ready, leases, person, bc = key(), key(), key(), arg(), arg()
    if not is(list, 'list') or not is(ready, 'zset') or not is(leases, 'hash') then bad('E')
    else withdraw(later, list, ready, leases, person, bc, bcasts) end
  end
  for i = 1, tonumber(arg()) do
    local name, person, till = key(), arg(), arg()
    if not is(name, 'hash') then bad('E') end
    if till == '' then later('HDEL', name, person) else later('HSET', name, person, till) end
  end
  for i = 1, tonumber(arg()) do
    local list, ready, person, entry = key(), key(), arg(), arg()
    if not is(list, 'list') or not is(ready, 'zset') then bad('E') end
    later('RPUSH', list, entry)
    later('ZADD', ready, 'NX', ms, person)
  end
  local person = arg()
  if person ~= '' then
    local heard, prefix = key(), arg()
    if not is(heard, 'hash') then bad('E') else answered(later, heard, prefix, person) end
  end
  for i = 1, tonumber(arg()) do
    local list, blob = key(), arg()
    if not is(list, 'list') then bad('E') end
    later('RPUSH', list, blob)
  end
  local tomb = arg()
  if tomb ~= '' then
    local name, list, dead, meta, receipt, score, person = key(), key(), key(), key(), arg(), arg(), arg()
    if not is(name, 'string') or not is(list, 'zset') or not is(dead, 'list') or not is(meta, 'hash') then bad('E') end
    later('SET', name, tomb)
    later('ZADD', list, score, receipt)
    later('HSET', meta, 'compact', string.format('%.0f', ms) .. receipt)
    if fate == 'O' then
      for _, letter in ipairs(redis.call('LRANGE', dead, 0, -1)) do
        if string.sub(letter, 1, #person + 1) == person .. '|' then later('LREM', dead, 0, letter) end
      end
    end
  end

  if fate == 'O' then
    for i = 1, #todo do redis.call(unpack(todo[i])) end
  end
  results[t] = fate
end
return table.concat(results)
