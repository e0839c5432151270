-- Reads what decisions look at, for a page of people, in one round trip.
-- KEYS: for each asked one: its address key, or "" with ARGV naming the person
-- ARGV[1] record prefix ("{C}:rec:"), then a person id for each ("" = by address)
-- Returns {register head, settings head, {person, person rec, session rec, family rec}, …}
local pre = ARGV[1]
local function head(name)
  local h = redis.pcall('GETRANGE', name, 0, 20)
  if type(h) == 'table' then return '' end
  return h
end
local out = { head(pre .. 'register:all'), head(pre .. 'settings:all') }
for i = 1, #KEYS do
  local id = ARGV[i + 1]
  if id == '' then id = redis.call('GET', KEYS[i]) or '' end
  if id == '' then
    out[#out + 1] = { '', '', '', '' }
  else
    out[#out + 1] = { id,
      redis.call('GET', pre .. 'person:' .. id) or '',
      redis.call('GET', pre .. 'session:' .. id) or '',
      redis.call('GET', pre .. 'family:' .. id) or '' }
  end
end
return out
