-- Writes what became of claimed messages and releases their chats.
-- KEYS: lease hash, stat hash, dead list, heard hash, then per chat: its queue, its ready zset
-- ARGV: owner, channel, number of chats, prefix of broadcasts, then per chat: person, lane, group of lanes
--       ("d" or "s"), claim number, number of messages, then per message: id, verdict,
--       retry (ms from now), maybe
-- Returns how many chats were still ours. What we no longer hold is left alone.
-- An id "<mac>.<broadcast>" is counted for its broadcast as well.
local owner, channel, bcasts, a, k = ARGV[1], ARGV[2], ARGV[4], 4, 4
local t = redis.call('TIME')
local ms = t[1] * 1000 + math.floor(t[2] / 1000)
local ours, at = 0, a
local fields = {}
for c = 1, tonumber(ARGV[3]) do
  fields[c] = ARGV[at + 1] .. '|' .. ARGV[at + 3]
  at = at + 5 + 4 * tonumber(ARGV[at + 5])
end
local leases = #fields > 0 and redis.call('HMGET', KEYS[1], unpack(fields))

-- what many chats have in common is written together at the end
local ended, counts, empty = {}, {}, {}
local function count(outcome) counts[outcome] = (counts[outcome] or 0) + 1 end

for c = 1, tonumber(ARGV[3]) do
  local list, ready = KEYS[k + 1], KEYS[k + 2]
  k = k + 2
  local person, lane, claim, messages = ARGV[a + 1], ARGV[a + 2], ARGV[a + 4], tonumber(ARGV[a + 5])
  a = a + 5
  local head, lease = owner .. ':' .. claim .. '|' .. lane .. '|', leases[c]
  local mine = lease and string.sub(lease, 1, #head) == head
  local at = ms
  for i = 1, messages do
    local id, verdict, retry, maybe = ARGV[a + 1], ARGV[a + 2], tonumber(ARGV[a + 3]), ARGV[a + 4]
    a = a + 4
    local e = mine and redis.call('LINDEX', list, 0)
    local first, tries, old, from
    if e then
      first, tries, old, from = string.match(e, '^(.-)|(%d+)|(%d)|()')
      if not first then first, tries, old, from = e, '0', '0', 1 end -- no entry of ours: dead letter as it is
    end
    if first == id then
      if verdict == 'again' or verdict == 'held' then
        if maybe == '1' then old = '1' end
        if verdict == 'again' then tries = tonumber(tries) + 1 end
        redis.call('LSET', list, 0, id .. '|' .. tries .. '|' .. old .. '|' .. string.sub(e, from))
        at = ms + retry
      else
        redis.call('LTRIM', list, 1, -1) -- LPOP would bring the entry once more
        count(lane .. ':' .. verdict)
        local bc = string.match(id, '%.(.+)$')
        if bc then
          redis.call('HINCRBY', bcasts .. bc, '#' .. verdict, 1)
          if verdict == 'sent' or verdict == 'uncertain' then
            local early = redis.call('HGET', bcasts .. bc, person) or '' -- receipts may be faster than we are
            redis.call('HSET', bcasts .. bc, person, string.sub(verdict, 1, 1) .. string.gsub(early, '[su]', ''))
            redis.call('HSET', KEYS[4], person, bc .. '|' .. string.format('%.0f', ms))
          end
        end
        if verdict == 'dead' then redis.call('RPUSH', KEYS[3], person .. '|' .. channel .. '|' .. lane .. '|' .. string.sub(e, from)) end
      end
    end
  end
  if mine then
    ours = ours + 1
    ended[ours] = fields[c]
    if redis.call('EXISTS', list) == 1 then redis.call('ZADD', ready, at, person)
    else
      local people = empty[ready] or {}
      empty[ready] = people
      people[#people + 1] = person
    end
  end
end
for outcome, more in pairs(counts) do redis.call('HINCRBY', KEYS[2], outcome, more) end
for ready, people in pairs(empty) do redis.call('ZREM', ready, unpack(people)) end
if ours > 0 then redis.call('HDEL', KEYS[1], unpack(ended)) end
return ours
