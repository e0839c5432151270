-- Notes a receipt of a broadcast's message, each letter of a person once. It may come
-- before the sender has written that it was sent.
-- KEYS: the broadcast's hash, its record
-- ARGV: person, letter (d delivered, r read; read means delivered too)
if redis.call('EXISTS', KEYS[2]) == 0 then return 0 end
local letters = redis.call('HGET', KEYS[1], ARGV[1]) or ''
local function note(letter, name)
  if not string.find(letters, letter, 1, true) then
    letters = letters .. letter
    redis.call('HINCRBY', KEYS[1], name, 1)
  end
end
note('d', '#delivered')
if ARGV[2] == 'r' then note('r', '#read') end
redis.call('HSET', KEYS[1], ARGV[1], letters)
return 1
