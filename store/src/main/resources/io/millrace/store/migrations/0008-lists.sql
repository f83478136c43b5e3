-- Lists by two things at once must not read the runs that only one of them is true of.
CREATE INDEX run_by_user_and_status ON run (user_name, status, id);
CREATE INDEX run_by_user_and_name ON run (user_name, name, id);
CREATE INDEX run_by_user_and_storage ON run (user_name, storage, id);
CREATE INDEX run_by_name_and_status ON run (name, status, id);
CREATE INDEX run_by_name_and_storage ON run (name, storage, id);
CREATE INDEX run_by_storage_and_status ON run (storage, status, id);
