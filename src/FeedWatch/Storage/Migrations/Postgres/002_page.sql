-- The page walks stories newest first, all of them or those of a watchlist or topic; each walk has its index.
create index story_created_at on story (created_at, id);
create index hit_watchlist_story on hit (watchlist, story_id);
create index hit_topic_story on hit (watchlist, topic, story_id);
