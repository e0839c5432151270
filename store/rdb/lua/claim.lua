-- Leases up to n chats of a channel, most urgent lane first, with the messages at
-- the head of each lane. A chat has two leases, one for what silence may stop
-- ("s": reminder, broadcast) and one for the rest ("d"): order holds within each, and
-- an answer never waits until a reminder is sent. Silenced people lose what waits in
-- the silent lanes.
-- KEYS: lease hash, alive zset, quiet hash, stat hash, then a ready zset per lane
-- ARGV: owner, claim number, n, messages per chat, program now (s), dead after (ms),
--       prefix of broadcasts, how many claims of this owner are open, their numbers, then per lane:
--       queue prefix, lane name, "1" if silence applies
-- Returns {{person, lane, maybe, entry, entry…}, …}; maybe = how many entries an
-- earlier owner was sending when it died.
-- A lease is "owner:claim|lane|count". One of our own whose claim is not open was never
-- answered to us: nothing of it was sent. One that began after us and came here first we
-- cannot know to be open: it is. To claim is a sign of life: a server that was
-- away for long comes back with old signs. Then it was away, and nobody could give one:
-- all are renewed once, as in beat.lua and hold.lua.
local owner, claim, n, per = ARGV[1], ARGV[2], tonumber(ARGV[3]), tonumber(ARGV[4])
local pnow, dead = tonumber(ARGV[5]), tonumber(ARGV[6])
local open, a = {}, 8 + tonumber(ARGV[8])
for i = 9, a do open[ARGV[i]] = true end
local t = redis.call('TIME')
local ms = t[1] * 1000 + math.floor(t[2] / 1000)
local out, taken, alive = {}, {}, {}
local newest = redis.call('ZREVRANGE', KEYS[2], 0, 0, 'WITHSCORES')[2]
if newest and tonumber(newest) <= ms - dead then
  for _, who in ipairs(redis.call('ZRANGE', KEYS[2], 0, -1)) do redis.call('ZADD', KEYS[2], string.format('%.0f', ms), who) end
end

-- state of a lease: true when it holds, else how many entries may have been sent and in which lane
local function look(lease)
  local who, no, lane, count = string.match(lease, '^(.-):(%d+)|(.-)|(%d+)$')
  if who == owner then
    if open[no] or tonumber(no) > tonumber(claim) then return true end -- begun after we said which are open
    return false, 0, lane
  end
  if who == nil then return false, 0, '' end
  if alive[who] == nil then
    local sign = redis.call('ZSCORE', KEYS[2], who)
    alive[who] = sign and tonumber(sign) > ms - dead or false
  end
  if alive[who] then return true end
  return false, tonumber(count), lane
end

-- notes at the head of a lane that these entries may have been sent
local function mark(list, count)
  for i = 0, count - 1 do
    local e = redis.call('LINDEX', list, i)
    if e then
      local id, tries, blob = string.match(e, '^(.-)|(%d+)|%d|(.*)$')
      redis.call('LSET', list, i, id .. '|' .. tries .. '|1|' .. blob)
    end
  end
end

-- new leases, written together at the end: within this call a person is taken once
local leased = {}
local function take(person, field, lease, prefix, lane, ready)
  local list, maybe = prefix .. person, 0
  if lease then
    local held, count, other = look(lease)
    if held then return end
    -- noted in the entries: a sender without pace gives the chat back as it is, and the next must know too
    if count > 0 then mark((string.gsub(prefix, ':' .. lane .. ':', ':' .. other .. ':', 1)) .. person, count) end
    if other == lane then maybe = count end
  end
  local entries = redis.call('LRANGE', list, 0, per - 1)
  if #entries == 0 then
    redis.call('ZREM', ready, person)
    if lease then redis.call('HDEL', KEYS[1], field) end
    return
  end
  leased[#leased + 1] = field
  leased[#leased + 1] = owner .. ':' .. claim .. '|' .. lane .. '|' .. #entries
  taken[person] = true
  local row = { person, lane, maybe }
  for i = 1, #entries do row[#row + 1] = entries[i] end
  out[#out + 1] = row
end

-- drops what waits for a silenced person
local function hush(person, prefix, lane, ready)
  local lost = redis.call('LRANGE', prefix .. person, 0, -1)
  for _, e in ipairs(lost) do
    local bc = string.match(e, '^[^|]-%.([^|]+)|')
    if bc then redis.call('HINCRBY', ARGV[7] .. bc, '#silenced', 1) end
  end
  redis.call('DEL', prefix .. person)
  redis.call('ZREM', ready, person)
  if #lost > 0 then redis.call('HINCRBY', KEYS[4], lane .. ':silenced', #lost) end
end

-- takes of the due people of a lane, from one place on, as many as there is room for
local function some(due, prefix, lane, silent, ready)
  local group, fields, stay = silent and '|s' or '|d', {}, 0
  for i, person in ipairs(due) do fields[i] = person .. group end
  local leases = redis.call('HMGET', KEYS[1], unpack(fields))
  local tills = silent and redis.call('HMGET', KEYS[3], unpack(due))
  for i, person in ipairs(due) do
    if tills and tonumber(tills[i] or '0') > pnow then
      hush(person, prefix, lane, ready)
    else
      stay = stay + 1
      if #out < n and not taken[person] then take(person, fields[i], leases[i], prefix, lane, ready) end
    end
  end
  return stay
end

for l = 5, #KEYS do
  local ready, prefix, lane, silent = KEYS[l], ARGV[a + 1], ARGV[a + 2], ARGV[a + 3] == '1'
  a = a + 3
  local from, more = 0, true
  while more and #out < n do
    -- those that another sender holds stay in the ready set: look past them
    local window = math.max(n - #out, 16)
    local due, before = redis.call('ZRANGEBYSCORE', ready, '-inf', ms, 'LIMIT', from, window), #out
    more = #due == window
    if #due > 0 then from = from + some(due, prefix, lane, silent, ready) end
    if from > 4096 and #out == before then more = false end
  end
end
if #leased > 0 then
  redis.call('HSET', KEYS[1], unpack(leased))
  redis.call('ZADD', KEYS[2], string.format('%.0f', ms), owner)
end
return out
