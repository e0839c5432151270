-- Leases up to n chats of a channel, most urgent lane first, with the messages at
-- the head of each lane. A chat is leased as a whole, so its order holds and what is
-- urgent overtakes. Silenced people lose what waits in the silent lanes.
-- KEYS: lease hash, alive zset, quiet hash, stat hash, then a ready zset per lane
-- ARGV: owner, n, messages per chat, program now (s), dead after (ms), then per lane:
--       queue prefix, lane name, "1" if silence applies
-- Returns {{person, lane, maybe, entry, entry…}, …}; maybe = how many entries an
-- earlier owner was sending when it died.
local owner, n, per, pnow, dead = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4]), tonumber(ARGV[5])
local t = redis.call('TIME')
local ms = t[1] * 1000 + math.floor(t[2] / 1000)
local out, taken = {}, {}
for l = 1, #KEYS - 4 do
  local ready = KEYS[l + 4]
  local prefix, lane, silent = ARGV[6 + (l - 1) * 3], ARGV[7 + (l - 1) * 3], ARGV[8 + (l - 1) * 3]
  local due = {}
  if #out < n then due = redis.call('ZRANGEBYSCORE', ready, '-inf', ms, 'LIMIT', 0, (n - #out) * 2) end
  for _, person in ipairs(due) do
    local list = prefix .. person
    local quiet = silent == '1' and tonumber(redis.call('HGET', KEYS[3], person) or '0') or 0
    if quiet > pnow then
      local count = redis.call('LLEN', list)
      redis.call('DEL', list)
      redis.call('ZREM', ready, person)
      if count > 0 then redis.call('HINCRBY', KEYS[4], lane .. ':silenced', count) end
    elseif #out < n and not taken[person] then
      local maybe, free = 0, true
      local lease = redis.call('HGET', KEYS[1], person)
      if lease then
        local who, ln, count = string.match(lease, '^(.-)|(.-)|(%d+)$')
        local sign = redis.call('ZSCORE', KEYS[2], who)
        if sign and tonumber(sign) > ms - dead then free = false
        elseif ln == lane then maybe = tonumber(count)
        else
          -- the dead owner was sending in another lane: note it at the head of that lane
          local other = string.gsub(prefix, ':' .. lane .. ':', ':' .. ln .. ':', 1) .. person
          for i = 0, tonumber(count) - 1 do
            local e = redis.call('LINDEX', other, i)
            if e then
              local id, tries, _, blob = string.match(e, '^(.-)|(%d+)|(%d)|(.*)$')
              redis.call('LSET', other, i, id .. '|' .. tries .. '|1|' .. blob)
            end
          end
        end
      end
      if free then
        local entries = redis.call('LRANGE', list, 0, per - 1)
        if #entries == 0 then
          redis.call('ZREM', ready, person)
          if lease then redis.call('HDEL', KEYS[1], person) end
        else
          redis.call('HSET', KEYS[1], person, owner .. '|' .. lane .. '|' .. #entries)
          taken[person] = true
          local row = { person, lane, maybe }
          for i = 1, #entries do row[#row + 1] = entries[i] end
          out[#out + 1] = row
        end
      end
    end
  end
end
return out
