"""The reviewer's face: own sittings, undertaking, declaration, material and points, comparison."""
