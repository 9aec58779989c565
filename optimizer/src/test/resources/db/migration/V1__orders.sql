-- The migrations of a host application, as many have them: Retune has nothing to do with them.
CREATE TABLE orders (id INTEGER PRIMARY KEY, note TEXT NOT NULL);
