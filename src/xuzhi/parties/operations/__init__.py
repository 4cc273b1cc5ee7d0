"""What can be done with people and firms: one verb a file, one public function each."""
