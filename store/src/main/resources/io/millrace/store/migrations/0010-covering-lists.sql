-- Two restrictions may hold for many thousand runs, of which a third leaves few: with the column of the third in the
-- index, none of their rows is read to find out.
DROP INDEX run_by_user_and_status;
DROP INDEX run_by_user_and_name;
DROP INDEX run_by_name_and_status;
CREATE INDEX run_by_user_and_status ON run (user_name, status, id, storage);
CREATE INDEX run_by_user_and_name ON run (user_name, name, id, status, storage);
CREATE INDEX run_by_name_and_status ON run (name, status, id, storage);
