-- Replaces values that are still as they were seen.
-- KEYS: a key each   ARGV: for each: "string", "list" or "hash"; place in the list or
--                    field of the hash; old value; new value ("" removes a field)
-- Returns how many were replaced.
local n = 0
for i = 1, #KEYS do
  local key, kind, at, old, new = KEYS[i], ARGV[i * 4 - 3], ARGV[i * 4 - 2], ARGV[i * 4 - 1], ARGV[i * 4]
  if kind == 'string' then
    if redis.pcall('GET', key) == old then redis.call('SET', key, new) n = n + 1 end
  elseif kind == 'list' then
    if redis.pcall('LINDEX', key, at) == old then redis.call('LSET', key, at, new) n = n + 1 end
  elseif redis.pcall('HGET', key, at) == old then
    if new == '' then redis.call('HDEL', key, at) else redis.call('HSET', key, at, new) end
    n = n + 1
  end
end
return n
