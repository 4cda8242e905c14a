-- An account that is not enabled stays, with what is its own, and nobody comes in with it.
update account set role = 'user' where role = 'member';
alter table account add column enabled boolean not null default true;
alter table account add column email text;

-- Null: no password has been set.
alter table account add column password_hash text;

-- The user at GitHub who signs in with it: the login, in lower case, is what an administrator
-- wrote down; the number is what GitHub said at the first sign-in, and counts from then on.
alter table account add column github_login text;
alter table account add column github_id bigint;
create unique index account_by_github_login on account (github_login);
create unique index account_by_github_id on account (github_id);

-- Names that differ in case alone would be taken for one another.
create unique index account_by_name on account (lower(name));

alter table session add column used_at bigint not null default 0;
create index session_by_account on session (account_id);

alter table api_token add column scope text not null default 'write';

-- What the servers on this database have to have in common, as hashes.
create table key_fingerprint (
    name        text not null primary key,
    fingerprint text not null
);
