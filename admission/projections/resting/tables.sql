CREATE TABLE resting (
    position BIGINT NOT NULL,
    thing TEXT NOT NULL,
    candidate TEXT NOT NULL
);
CREATE INDEX resting_by_thing ON resting (thing, candidate);
