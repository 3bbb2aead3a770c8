"""The award board and appeals: who is ready, who ratifies, who may ask again."""
