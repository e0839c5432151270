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
local ours = 0
for c = 1, tonumber(ARGV[3]) do
  local list, ready = KEYS[k + 1], KEYS[k + 2]
  k = k + 2
  local person, lane, group, claim, count = ARGV[a + 1], ARGV[a + 2], ARGV[a + 3], ARGV[a + 4], tonumber(ARGV[a + 5])
  a = a + 5
  local field = person .. '|' .. group
  local head = owner .. ':' .. claim .. '|' .. lane .. '|'
  local lease = redis.call('HGET', KEYS[1], field)
  local mine = lease and string.sub(lease, 1, #head) == head
  local at = ms
  for i = 1, count do
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
        redis.call('HINCRBY', KEYS[2], lane .. ':' .. verdict, 1)
        local bc = string.match(id, '%.(.+)$')
        if bc then
          redis.call('HINCRBY', bcasts .. bc, '#' .. verdict, 1)
          if verdict == 'sent' or verdict == 'uncertain' then
            redis.call('HSET', bcasts .. bc, person, string.sub(verdict, 1, 1))
            redis.call('HSET', KEYS[4], person, bc .. '|' .. string.format('%.0f', ms))
          end
        end
        if verdict == 'dead' then redis.call('RPUSH', KEYS[3], person .. '|' .. channel .. '|' .. lane .. '|' .. string.sub(e, from)) end
      end
    end
  end
  if mine then
    ours = ours + 1
    redis.call('HDEL', KEYS[1], field)
    if redis.call('LLEN', list) > 0 then redis.call('ZADD', ready, at, person) else redis.call('ZREM', ready, person) end
  end
end
return ours
