-- Writes a page of turns; each is all or nothing.
-- KEYS: taken one after another, in the order in which ARGV speaks of them.
-- ARGV: [number of turns], then a turn: its shape, a letter and a number for each section that is not
-- empty ("r1w2k1"), then these sections in this order:
--   o once     ledger member, score                            (KEY: once zset)
--   r read     seen                                            (KEY: record)
--   w write    seen, next version and blob ("" removes)        (KEY: record)
--   b binding  was, person ("" unbinds)                        (KEY: address)
--   i index    member, "1" drops                               (KEY: set)
--   k wake     member, score ("" removes)                      (KEY: zset)
--   d queue to withdraw, before the first the prefix of broadcasts: person, broadcast ("" = all)  (KEYS: list, ready zset, lease hash)
--   q quiet    person, until ("" ends)                         (KEY: hash)
--   s message  person, entry                                   (KEYS: list, ready zset)
--   h heard    person, prefix of broadcasts: she answers one   (KEY: heard hash)
--   a audit    blob                                            (KEY: list)
--   t tomb     blob, receipt, score, person                    (KEYS: string, zset, dead list, meta hash)
-- Lua hashes every string it is given from end to end: values pass once, and none is made anew.
-- Returns a string, a letter a turn: O written, D in the ledger, S stale, E wrong type.
-- A turn that happened before is D whatever else moved; of the rest E says more than S.
--
-- Everything that can be wrong is looked at before a turn's first write, because a
-- script that errs midway keeps its first writes; after the checks nothing can fail.
local k, a, keys, args, call = 0, 0, KEYS, ARGV, redis.call
local function key() k = k + 1; return keys[k] end
local function arg() a = a + 1; return args[a] end

local good = {}
local function is(name, want)
  local seen = good[name]
  if not seen then
    seen = call('TYPE', name)['ok']
    if seen ~= 'none' then good[name] = seen end
  end
  return seen == 'none' or seen == want
end

-- the register and the settings are read by nearly every turn of a page
local versions = {}
local function version(name)
  if versions[name] == nil then
    local head = redis.pcall('GETRANGE', name, 0, 20)
    versions[name] = type(head) == 'string' and (string.match(head, '^(%d+)\n') or head == '' and '0') or false
  end
  return versions[name]
end

local now = call('TIME')
local ms = now[1] * 1000 + math.floor(now[2] / 1000)
local results = {}

-- counts for its broadcast what leaves a queue unsent
local function gone(later, entry, bcasts)
  local bc = string.match(entry, '^[^|]-%.([^|]+)|')
  if bc and is(bcasts .. bc, 'hash') then later('HINCRBY', bcasts .. bc, '#withdrawn', 1) end
end

-- takes a queue back, or of it one broadcast; of that what is being sent now is left
local function withdraw(later, list, ready, leases, person, bc, bcasts)
  local entries = call('LRANGE', list, 0, -1)
  if bc == '' then
    for _, e in ipairs(entries) do gone(later, e, bcasts) end
    later('DEL', list)
    later('ZREM', ready, person)
    return
  end
  local left, lane = #entries, string.match(ready, ':([^:]+)$')
  local other, under = string.match(call('HGET', leases, person .. '|s') or '', '|(.-)|(%d+)$')
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
  local bc, at = string.match(call('HGET', heard, person) or '', '^(.-)|(%d+)$')
  if not bc then return end
  later('HDEL', heard, person)
  local name = prefix .. bc
  if ms - tonumber(at) > 172800000 or not is(name, 'hash') then return end
  local letters = call('HGET', name, person) or ''
  if not string.find(letters, 'a', 1, true) then
    later('HSET', name, person, letters .. 'a')
    later('HINCRBY', name, '#replied', 1)
  end
end

local fate, n = 'O', 0
local function bad(letter) if fate ~= 'D' and fate ~= 'E' then fate = letter end end

-- what is to be written: n commands with their arguments, side by side
local c1, c2, c3, c4, c5 = {}, {}, {}, {}, {}
local function later(name, on, x, y, z)
  n = n + 1
  c1[n], c2[n], c3[n], c4[n], c5[n] = name, on, x, y, z
end

-- entries of a wake index or ready set go together, unless something else is done to it
local held = {}
local function flush(name)
  call('ZADD', name, unpack(held[name]))
  held[name] = nil
end
local function hold(name, first, x, y)
  local list = held[name]
  if not list then list = first and { first } or {}; held[name] = list end
  list[#list + 1] = x
  list[#list + 1] = y
  if #list > 2000 then flush(name) end
end

local function write(i)
  local name, on, x, y, z = c1[i], c2[i], c3[i], c4[i], c5[i]
  if name == 'WAKE' then return hold(on, nil, x, y) end
  if name == 'READY' then return hold(on, 'NX', ms, x) end
  if held[on] then flush(on) end
  if z then call(name, on, x, y, z) elseif y then call(name, on, x, y) elseif x then call(name, on, x) else call(name, on) end
end

local shapes = {}
local function shape(text)
  local s = shapes[text]
  if not s then
    s = {}
    for letter, count in string.gmatch(text, '(%a)(%d+)') do s[letter] = tonumber(count) end
    shapes[text] = s
  end
  return s
end

for t = 1, tonumber(arg()) do
  fate, n = 'O', 0
  local has = shape(arg())
  if has.o then
    local ledger, once, score = key(), arg(), arg()
    if not is(ledger, 'zset') then bad('E')
    elseif call('ZSCORE', ledger, once) then bad('D') end
    later('ZADD', ledger, score, once)
  end
  for i = 1, has.r or 0 do
    local v, seen = version(key()), arg()
    if not v then bad('E') elseif v ~= seen then bad('S') end
  end
  for i = 1, has.w or 0 do
    local name, seen, value = key(), arg(), arg()
    local v = version(name)
    if not v then bad('E') elseif v ~= seen then bad('S') end
    versions[name] = nil -- it moves, if this turn is written
    if value == '' then later('DEL', name) else later('SET', name, value) end
  end
  for i = 1, has.b or 0 do
    local name, was, person = key(), arg(), arg()
    if not is(name, 'string') then bad('E')
    else
      local v = call('GET', name) or ''
      if v ~= was and v ~= person then bad('S') end
    end
    if person == '' then later('DEL', name) else later('SET', name, person) end
  end
  for i = 1, has.i or 0 do
    local name, member, drop = key(), arg(), arg()
    if not is(name, 'set') then bad('E') end
    later(drop == '1' and 'SREM' or 'SADD', name, member)
  end
  for i = 1, has.k or 0 do
    local name, member, score = key(), arg(), arg()
    if not is(name, 'zset') then bad('E') end
    if score == '' then later('ZREM', name, member) else later('WAKE', name, score, member) end
  end
  local bcasts = has.d and arg()
  for i = 1, has.d or 0 do
    local list, ready, leases, person, bc = key(), key(), key(), arg(), arg()
    if not is(list, 'list') or not is(ready, 'zset') or not is(leases, 'hash') then bad('E')
    else withdraw(later, list, ready, leases, person, bc, bcasts) end
  end
  for i = 1, has.q or 0 do
    local name, person, till = key(), arg(), arg()
    if not is(name, 'hash') then bad('E') end
    if till == '' then later('HDEL', name, person) else later('HSET', name, person, till) end
  end
  for i = 1, has.s or 0 do
    local list, ready, person, entry = key(), key(), arg(), arg()
    if not is(list, 'list') or not is(ready, 'zset') then bad('E') end
    later('RPUSH', list, entry)
    later('READY', ready, person)
  end
  if has.h then
    local heard, person, prefix = key(), arg(), arg()
    if not is(heard, 'hash') then bad('E') else answered(later, heard, prefix, person) end
  end
  for i = 1, has.a or 0 do
    local list, blob = key(), arg()
    if not is(list, 'list') then bad('E') end
    later('RPUSH', list, blob)
  end
  if has.t then
    local name, list, dead, meta, tomb, receipt, score, person = key(), key(), key(), key(), arg(), arg(), arg(), arg()
    if not is(name, 'string') or not is(list, 'zset') or not is(dead, 'list') or not is(meta, 'hash') then bad('E') end
    later('SET', name, tomb)
    later('ZADD', list, score, receipt)
    later('HSET', meta, 'compact', string.format('%.0f', ms) .. receipt)
    if fate == 'O' then
      for _, letter in ipairs(call('LRANGE', dead, 0, -1)) do
        if string.sub(letter, 1, #person + 1) == person .. '|' then later('LREM', dead, 0, letter) end
      end
    end
  end

  if fate == 'O' then
    for i = 1, n do write(i) end
  end
  results[t] = fate
end
for name in pairs(held) do flush(name) end
return table.concat(results)
