-- Users list their own entries.
CREATE INDEX cache_entry_by_user ON cache_entry (user_name, id);
