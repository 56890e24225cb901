package keep_test

const adderEnv = "FIRSTHAND_TEST_ADD_TO"

func addForever() {}
